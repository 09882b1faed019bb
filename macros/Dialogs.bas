Attribute VB_Name = "Dialogs"
Option Explicit

' What is shown to the person and asked. Titles come from Python, in Thai. On macOS Python asks by itself: there a
' picker gives nothing.

Private Const FILE_PICKER As Long = 3, FOLDER_PICKER As Long = 4

' Shows a text. VBA's own box cannot show Thai where Windows is set to another country.
Public Sub Tell(ByVal Text As String)
    On Error Resume Next
    #If Mac Then
        MsgBox Text, vbExclamation, "eMENSCR"
    #Else
        CreateObject("WScript.Shell").Popup Text, 0, "eMENSCR", vbExclamation + vbSystemModal
        If Err.Number <> 0 Then MsgBox Text, vbExclamation, "eMENSCR"
    #End If
End Sub

' The path of the folder that the person picks; "" when none.
Public Function PickFolder(ByVal Title As String, ByVal Start As String) As String
    If Start <> "" And Right$(Start, 1) <> Application.PathSeparator Then Start = Start & Application.PathSeparator
    PickFolder = Picked(FOLDER_PICKER, Title, Start)
End Function

' The path of the file that the person picks; "" when none.
Public Function PickFile(ByVal Title As String, ByVal Start As String) As String
    PickFile = Picked(FILE_PICKER, Title, Start)
End Function

' The text that the person types; False when cancelled.
Public Function Ask(ByVal Prompt As String, ByVal Title As String, ByVal Default As String) As Variant
    On Error GoTo Cancelled
    Ask = Application.InputBox(Prompt, Title, Default, Type:=2)
    Exit Function
Cancelled:
    Ask = False
End Function

Private Function Picked(ByVal Kind As Long, ByVal Title As String, ByVal Start As String) As String
    #If Not Mac Then
        Dim Box As Object
        On Error GoTo Cancelled
        Set Box = Application.FileDialog(Kind)
        Box.Title = Title
        Box.AllowMultiSelect = False
        If Start <> "" Then Box.InitialFileName = Start
        If Box.Show = -1 Then Picked = Box.SelectedItems(1)
Cancelled:
    #End If
End Function
