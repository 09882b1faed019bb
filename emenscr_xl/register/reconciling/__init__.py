"""The action plan, the returns and the list from eMENSCR side by side."""
