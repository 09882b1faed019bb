"""Modules that stand in for what LibreOffice has not: Windows, macOS, dialogs, a warm Python.

They note what they are asked in cells of the add-in's own sheet, one line for each call:
D1 what Python was to run, D2 what the person was told, D3 how many workbooks were open then.
D4 says how that ended: "raise", "fail", or well.
"""

XLWINGS = """Attribute VB_Name = "xlwings"
Option Explicit
Public Function RunPython(PythonCommand As String)
    Notes.Note "D1", PythonCommand
    RunPython = Notes.Ended()
End Function
"""

DIALOGS = """Attribute VB_Name = "Dialogs"
Option Explicit
Public Sub Tell(ByVal Text As String)
    Notes.Note "D2", Text
End Sub
"""

NOTES = """Attribute VB_Name = "Notes"
Option Explicit
Public Sub Note(Cell As String, Text As String)
    With ThisWorkbook.Worksheets("emenscr.conf")
        .Range(Cell).Value = .Range(Cell).Value & Text & Chr(10)
        .Range("D3").Value = Workbooks.Count
    End With
End Sub
Public Function Ended()
    Select Case ThisWorkbook.Worksheets("emenscr.conf").Range("D4").Value
        Case "raise": Err.Raise 1000, , "no such server"
        Case "fail": Ended = -1
    End Select
End Function
"""

#: In the place of Application, for what LibreOffice has not, or does where no test sees it. E1: the calls.
APPLICATION = """Attribute VB_Name = "Excel"
Option Explicit
Public EnableCancelKey As Long, StatusBar As Variant, ScreenUpdating As Boolean, DisplayAlerts As Boolean
Public Function Calculation() As Long
    Calculation = IIf(ThisWorkbook.Worksheets("emenscr.conf").Range("E2").Value = "by hand", -4135, -4105)
End Function
Public Sub Calculate()
    Notes.Note "E1", "calculated"
End Sub
Public Sub OnTime(When, What)
    Notes.Note "E1", "in " & Round((When - Now) * 86400) & " s " & What
    Notes.Note "E1", "alerts " & DisplayAlerts & ", screen " & ScreenUpdating
End Sub
Public Function ProtectedViews() As Long
    If ThisWorkbook.Worksheets("emenscr.conf").Range("E3").Value <> "" Then ProtectedViews = 1
End Function
Public Function SheetsInGroup() As Long
    SheetsInGroup = IIf(ThisWorkbook.Worksheets("emenscr.conf").Range("E4").Value <> "", 2, 1)
End Function
Public Sub NotePython()
    Notes.Note "E1", "python alerts " & DisplayAlerts
End Sub
Public Sub UngroupSheets()
    Notes.Note "E1", "ungrouped"
End Sub
"""
#: What of VBA it stands for.
OF_APPLICATION = {
    "Application.Workbooks": "Workbooks",
    "Application.ProtectedViewWindows.Count": "Excel.ProtectedViews()",
    "ActiveWindow.SelectedSheets.Count": "Excel.SheetsInGroup()",
    "Application.": "Excel.",
    "ActiveSheet.Select": "Excel.UngroupSheets",
}

#: In the place of ActiveWorkbook: the one that the test names in D5, lying where D7 says; nothing when blank.
IN_FRONT = """Attribute VB_Name = "InFront"
Option Explicit
Public Function Shown() As Object
    Dim Title As String
    Title = ThisWorkbook.Worksheets("emenscr.conf").Range("D5").Value
    If Title <> "" Then Set Shown = Workbooks(Title)
End Function
Public Function Place() As String
    Place = ThisWorkbook.Worksheets("emenscr.conf").Range("D7").Value
End Function
"""

CLASS = """Attribute VB_Name = "{}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Option Explicit
"""

#: LibreOffice does not compile the real one.
DICTIONARY = (
    CLASS.format("Dictionary")
    + """
Private Keys(100) As String, Values(100) As String, Count As Long
Public Sub Add(Key, Value)
    Keys(Count) = Key
    Values(Count) = Value
    Count = Count + 1
End Sub
Public Function Exists(Key) As Boolean
    Dim I As Long
    For I = 0 To Count - 1
        If Keys(I) = Key Then Exists = True
    Next I
End Function
Public Function Item(Key)
    Dim I As Long
    For I = 0 To Count - 1
        If Keys(I) = Key Then Item = Values(I)
    Next I
End Function
"""
)

WINDOWS = (
    CLASS.format("WindowsShell")
    + """
Public Function ExpandEnvironmentStrings(Text)
    ExpandEnvironmentStrings = Replace(Text, "%HERE%", Environ("TEMP"))
End Function
Public Function Run(Text, Style, Wait)
    Notes.Note "D1", CStr(Text)
    Run = 0
End Function
"""
)

MACOS = """Attribute VB_Name = "MacOS"
Option Explicit
Public Function MacScript(Text As String) As String
    Notes.Note "D6", Text
End Function
Public Function AppleScriptTask(File As String, Handler As String, Text As String) As String
    Notes.Note "D1", Text
    AppleScriptTask = Notes.Ended()
End Function
"""

#: A sheet as Excel has it: LibreOffice's own know fewer kinds of protection. In the order of Excel's manual.
ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
#: How Excel calls a kind of protection when it is asked, and when it is ordered.
KINDS = {
    "ProtectDrawingObjects": "DrawingObjects",
    "ProtectContents": "Contents",
    "ProtectScenarios": "Scenarios",
    "ProtectionMode": "UserInterfaceOnly",
}
PROTECTION = (
    CLASS.format("FakeProtection") + "\n".join(f"Public {name} As Boolean" for name in ALLOWED) + "\n"
)
_ARGUMENTS = ", ".join(f"Optional {name}" for name in (*KINDS.values(), *ALLOWED))
SHEET = f"""{CLASS.format("FakeSheet")}
Public Allowed As FakeProtection, EnableSelection As Long, Password As String
{chr(10).join(f"Public {name} As Boolean" for name in KINDS)}
Public Function Protection() As Object
    If Allowed Is Nothing Then Set Allowed = New FakeProtection
    Set Protection = Allowed
End Function
Public Sub Unprotect(Given)
    If Given <> Password Then Err.Raise 1004
{chr(10).join(f"    {name} = False" for name in KINDS)}
    Set Allowed = New FakeProtection
End Sub
Public Sub Protect({_ARGUMENTS})
{chr(10).join(f"    {asked} = {ordered}" for asked, ordered in KINDS.items())}
    Set Allowed = New FakeProtection
{chr(10).join(f"    Allowed.{name} = {name}" for name in ALLOWED)}
End Sub
"""
_STATES = [*(f"S.{name}" for name in KINDS), *(f"S.Protection.{name}" for name in ALLOWED)]
_SEEN = ' & "," & '.join([*(f"IIf({state}, 1, 0)" for state in _STATES), "S.EnableSelection"])
#: `RoundTrip` puts a sheet into a state, lifts, restores; gives what Lift said and the states after either.
TRIES = f"""Attribute VB_Name = "Tries"
Option Explicit
Public Function RoundTrip(ByVal State As String, ByVal Password As String) As String
    Dim S As Object, Was() As String, Lifted As String
    Set S = New FakeSheet
    Was = Split(State, ",")
{chr(10).join(f'    {state} = (Was({at}) = "1")' for at, state in enumerate(_STATES))}
    S.EnableSelection = CLng(Was({len(_STATES)}))
    S.Password = Password
    On Error Resume Next
    Lifted = Protection.LiftFrom(S)
    If Err.Number <> 0 Then Lifted = "raised"
    On Error GoTo 0
    RoundTrip = Lifted & ";" & Seen(S)
    S.EnableSelection = 7
    If Lifted <> "" And Lifted <> "raised" Then Protection.RestoreTo S, Lifted
    RoundTrip = RoundTrip & ";" & Seen(S)
End Function
Private Function Seen(S As Object) As String
    Seen = {_SEEN}
End Function
"""
