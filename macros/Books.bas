Attribute VB_Name = "Books"
Option Explicit

' Whether an open workbook has changes that are not saved: what xlwings cannot tell. Never an error box.

Public Function IsSaved(ByVal BookName As String) As Boolean
    On Error Resume Next
    IsSaved = Workbooks(BookName).Saved
End Function

' Paint and findings are no changes of the person: Excel need not ask about them.
Public Sub MarkSaved(ByVal BookName As String)
    On Error Resume Next
    Workbooks(BookName).Saved = True
End Sub
