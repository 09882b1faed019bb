Attribute VB_Name = "Setup"
Option Explicit

' From a click to Python: what is missing is said in a sentence of the add-in's own sheet, never in
' an error box of VBA. This file is ASCII, as VBA keeps text in the code page of one country.

Private Const CONFIG_SHEET As String = "emenscr.conf"
Private Const SECONDS_OF_STATUS As Long = 30

Private FreeAt As Date

' Runs a function of emenscr_xl.addin.ribbon. xlwings needs a workbook to start from: where none is open a
' blank one is added, and Python is told so.
Public Sub RunJob(ByVal Job As String)
    Dim Blank As Workbook, Details As String
    On Error GoTo Failed
    Application.EnableCancelKey = xlDisabled ' Esc is for Python: it stops the job, not this procedure
    If Not IsReady() Then Exit Sub
    If ActiveWorkbook Is Nothing Then Set Blank = Application.Workbooks.Add
    Prepare
    If RunPython(Click(Job, Not Blank Is Nothing)) = -1 Then CloseBlank Blank
    GiveBack
    Exit Sub
Failed:
    Details = Err.Description
    GiveBack
    NotStarted Details
    CloseBlank Blank
End Sub

' Runs a while after a job: its last sentence would stand over other workbooks for ever. Not before a later job's.
Public Sub FreeStatusBar()
    If Now > FreeAt - TimeSerial(0, 0, 2) Then Application.StatusBar = False
End Sub

' Says that Python did not start, and where the details are.
Public Sub NotStarted(ByVal Details As String)
    Dialogs.Tell Said("NOT_STARTED") & Kept(Details)
End Sub

' A sentence of the add-in's sheet. English when the sheet is damaged.
Public Function Said(ByVal Key As String) As String
    Said = Configured("SAY_" & Key)
    If Said = "" Then Said = "The add-in is damaged. Run: emenscr-xl addin install"
End Function

' True when a workbook of this name can be handed to Python. On macOS the name passes through a shell, with the
' cold connection through cmd.exe, where some characters mean something; xlwings itself cuts a name at "=".
Public Function IsHarmless(ByVal BookName As String) As Boolean
    Dim Forbidden As String, At As Long
    #If Mac Then
        Forbidden = """$`\|="
    #Else
        If LCase$(Configured("USE UDF SERVER")) = "false" Then Forbidden = "=%"
    #End If
    For At = 1 To Len(BookName)
        If InStr(Forbidden, Mid$(BookName, At, 1)) > 0 Then Exit Function
    Next At
    IsHarmless = True
End Function

' A group of sheets is left, as xlwings would add as many sheets as it has. Totals are computed where Excel does not.
' Excel would ask, too, what its partner does so long.
Private Sub Prepare()
    On Error Resume Next
    If ActiveWindow.SelectedSheets.Count > 1 Then ActiveSheet.Select
    If Application.Calculation <> xlCalculationAutomatic Then Application.Calculate
    Application.DisplayAlerts = False
End Sub

' What Python sets from outside Excel does not set back when Python dies.
Private Sub GiveBack()
    On Error Resume Next
    Application.ScreenUpdating = True
    Application.DisplayAlerts = True
    #If Not Mac Then
        FreeAt = Now + TimeSerial(0, 0, SECONDS_OF_STATUS)
        Application.OnTime FreeAt, "'" & ThisWorkbook.Name & "'!Setup.FreeStatusBar"
    #End If
End Sub

Private Function Click(ByVal Job As String, ByVal Scratch As Boolean) As String
    Click = "from emenscr_xl.addin import click; click.run('" & Job & "'" & IIf(Scratch, ", scratch=True", "") & ")"
End Function

' True when Python can be started; else says what is missing.
Private Function IsReady() As Boolean
    Dim Missing As String
    If Not ActiveWorkbook Is Nothing Then
        If Not IsHarmless(ActiveWorkbook.Name) Then Missing = "BOOK_NAME"
    ElseIf IsProtectedView() Then
        Missing = "NO_WORKBOOK"
    End If
    #If Mac Then
        ' Excel is shut in on macOS and cannot look at the files of Python: xlwings tells when they are gone.
        If Configured("INTERPRETER_MAC") = "" Then Missing = "NO_PYTHON"
    #Else
        If Not IsFile(Configured("PACKAGE")) Then Missing = "NO_PACKAGE"
        If Not IsFile(Configured("INTERPRETER_WIN")) Then Missing = "NO_PYTHON"
    #End If
    IsReady = (Missing = "")
    If Not IsReady Then Dialogs.Tell Said(Missing)
End Function

' A workbook that is shown but cannot be used yet. Excel for macOS has no such view.
Private Function IsProtectedView() As Boolean
    On Error Resume Next
    IsProtectedView = Application.ProtectedViewWindows.Count > 0
End Function

Private Function Configured(ByVal Key As String) As String
    Dim Sheet As Worksheet, At As Long
    On Error GoTo Unreadable
    Set Sheet = ThisWorkbook.Worksheets(CONFIG_SHEET)
    At = 1
    Do While Sheet.Cells(At, 1).Value <> ""
        If Sheet.Cells(At, 1).Value = Key Then
            Configured = Sheet.Cells(At, 2).Value
            Exit Function
        End If
        At = At + 1
    Loop
Unreadable:
End Function

Private Function IsFile(ByVal Path As String) As Boolean
    On Error GoTo Absent
    If InStr(Path, "%") > 0 Then Path = CreateObject("WScript.Shell").ExpandEnvironmentStrings(Path)
    IsFile = Path <> "" And (GetAttr(Path) And vbDirectory) = 0
Absent:
End Function

Private Sub CloseBlank(ByVal Blank As Workbook)
    On Error Resume Next
    If Not Blank Is Nothing Then Blank.Close False
End Sub

' Writes the details to a file. Gives its place on a line of its own, or nothing when it cannot be written.
Private Function Kept(ByVal Details As String) As String
    Dim Number As Integer, Place As String
    On Error GoTo Unwritten
    #If Mac Then
        Place = Environ("HOME") & "/emenscr-addin.log"
    #Else
        Place = Environ("TEMP") & Application.PathSeparator & "emenscr-addin.log"
    #End If
    Number = FreeFile
    Open Place For Output As #Number
    Print #Number, Details
    Close #Number
    Kept = vbNewLine & Place
Unwritten:
End Function
