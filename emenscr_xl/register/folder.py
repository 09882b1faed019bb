"""The names of what staff put into a workspace's folder, and of what they keep in it."""

#: The register's file.
REGISTER_FILE = "register.xlsx"
#: The folder for the list exported from eMENSCR.
EXPORTS = "emenscr"
