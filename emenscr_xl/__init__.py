"""Workbooks and checks for eMENSCR, from one definition by fiscal year."""
