Attribute VB_Name = "Books"
Option Explicit

' What xlwings cannot tell of an open workbook, or not do without fail. Never an error box.

' Whether it has no changes that are not saved.
Public Function IsSaved(ByVal BookName As String) As Boolean
    On Error Resume Next
    IsSaved = Workbooks(BookName).Saved
End Function

' Paint and findings are no changes of the person: Excel need not ask about them.
Public Sub MarkSaved(ByVal BookName As String)
    On Error Resume Next
    Workbooks(BookName).Saved = True
End Sub

' Brings its window to the front of Excel's; Excel itself stays where it is on the screen.
Public Sub Show(ByVal BookName As String)
    On Error Resume Next
    Workbooks(BookName).Activate
End Sub

' The same for one of its sheets. (xlwings activates Excel before a sheet, and fails where Windows does not let it.)
Public Sub ShowSheet(ByVal BookName As String, ByVal SheetName As String)
    On Error Resume Next
    Workbooks(BookName).Activate
    Workbooks(BookName).Worksheets(SheetName).Activate
End Sub

' Keeps what is painted out of the cloud. True when each change was saved there at once.
' Older Excel has no such property: asked of an object, it is an error then, and does not fail to compile.
Public Function StopAutoSave(ByVal BookName As String) As Boolean
    Dim Book As Object, WasOn As Boolean
    On Error GoTo Unknown
    Set Book = Workbooks(BookName)
    WasOn = Book.AutoSaveOn
    If WasOn Then Book.AutoSaveOn = False
    StopAutoSave = WasOn
Unknown:
End Function
