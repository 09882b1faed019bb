# Prepares this checkout on Windows: .venv with the project and its dev group.
# Run it again when pyproject.toml has changed:
#   powershell -ExecutionPolicy Bypass -File scripts\setup.ps1
$ErrorActionPreference = "Stop"
Set-Location (Split-Path -Parent $PSScriptRoot)

function Find-Python {
    foreach ($candidate in @("py", "python3", "python")) {
        if (Get-Command $candidate -ErrorAction SilentlyContinue) {
            & $candidate -c "import sys; sys.exit(sys.version_info < (3, 11))"
            if ($LASTEXITCODE -eq 0) { return $candidate }
        }
    }
    throw "Python 3.11 or newer is needed: https://www.python.org/downloads/windows/"
}

function Assert-Done([string] $what) {
    if ($LASTEXITCODE -ne 0) { throw "$what failed" }
}

$venvPython = ".venv\Scripts\python.exe"
if (-not (Test-Path $venvPython)) {
    $python = Find-Python
    & $python -m venv .venv
    Assert-Done "Making .venv"
}
& $venvPython -m pip install --quiet --upgrade "pip>=25.1"
Assert-Done "Upgrading pip"
& $venvPython -m pip install --quiet --editable . --group dev
Assert-Done "Installing the project"

Write-Host @"
Ready. Now:
  .venv\Scripts\emenscr-xl demo demo-2570          a whole year on a sample office
  .venv\Scripts\python -m pytest                   the tests (those that need LibreOffice are skipped)
  .venv\Scripts\python -m pip install -e .[excel]  also xlwings, for the Excel add-in
"@
