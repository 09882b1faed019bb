Attribute VB_Name = "Fills"
Option Explicit

' The fills of cells: painted, described by a text, and brought back exactly, a theme's colour as a theme's colour.
' Cells are "E5,E9,...". Errors are answers: an error that leaves a macro that Python called would stop in VBA's box.
' (No procedure is called Read or Write: these are words of VBA's own.)

Private Const NO_FILL As String = "-", AUTOMATIC As String = "A"
Private Const FIRST_GRADIENT As Long = 4000, LAST_THEME_COLOUR As Long = 12

' The fill of each cell as "P1/T5:0.4/A": pattern, colour, the pattern's colour. A colour is a theme's with its
' tint, "R255" for any other, "A" when automatic. "-": no fill; nothing: a fill that cannot be described.
Public Function Describe(ByVal BookName As String, ByVal SheetName As String, ByVal Cells As String) As String
    Dim Places() As String, At As Long
    Places = Split(Cells, ",")
    For At = 0 To UBound(Places)
        Places(At) = DescribeOne(BookName, SheetName, Places(At))
    Next At
    Describe = Join(Places, ",")
End Function

' Gives every cell the fill that a text of Describe says. False when Excel refuses one; the others have theirs.
Public Function Restore(ByVal BookName As String, ByVal SheetName As String, ByVal Cells As String, ByVal Texts As String) As Boolean
    Dim Places() As String, Kept() As String, At As Long
    Places = Split(Cells, ",")
    Kept = Split(Texts, ",")
    If UBound(Places) <> UBound(Kept) Then Exit Function
    Restore = True
    For At = 0 To UBound(Places)
        If Not RestoreOne(BookName, SheetName, Places(At), Kept(At)) Then Restore = False
    Next At
End Function

' One plain colour for all cells. False when Excel refuses.
Public Function Paint(ByVal BookName As String, ByVal SheetName As String, ByVal Cells As String, ByVal Red As Long, ByVal Green As Long, ByVal Blue As Long) As Boolean
    Dim Place As Variant
    On Error GoTo Refused
    For Each Place In Split(Cells, ",")
        RestoreTo Workbooks(BookName).Worksheets(SheetName).Range(Place).Interior, _
            "P" & xlSolid & "/R" & RGB(Red, Green, Blue) & "/" & AUTOMATIC
    Next Place
    Paint = True
Refused:
End Function

Public Function Described(ByVal Fill As Object) As String
    Dim Colour As String, Lines As String
    If Fill.Pattern = xlNone Then
        Described = NO_FILL
    ElseIf Fill.Pattern < FIRST_GRADIENT Then
        Colour = Tone(Fill.ColorIndex, ThemeOf(Fill), Fill.TintAndShade, Fill.Color, vbWhite)
        Lines = Tone(Fill.PatternColorIndex, ThemeOfPattern(Fill), TintOfPattern(Fill), Fill.PatternColor, vbBlack)
        If Colour <> "" And Lines <> "" Then Described = "P" & Fill.Pattern & "/" & Colour & "/" & Lines
    End If
End Function

' No fill comes first: it leaves no colour behind, so that an automatic one need not be set.
Public Sub RestoreTo(ByVal Fill As Object, ByVal Text As String)
    Dim Parts() As String
    Fill.Pattern = xlNone
    If Text = NO_FILL Then Exit Sub
    Parts = Split(Text, "/")
    Fill.Pattern = CLng(Mid$(Parts(0), 2))
    Select Case Left$(Parts(2), 1)
        Case AUTOMATIC: Fill.PatternColorIndex = xlAutomatic
        Case "T": Fill.PatternThemeColor = Theme(Parts(2)): Fill.PatternTintAndShade = Tint(Parts(2))
        Case Else: Fill.PatternColor = CLng(Mid$(Parts(2), 2))
    End Select
    Select Case Left$(Parts(1), 1)
        Case AUTOMATIC
        Case "T": Fill.ThemeColor = Theme(Parts(1)): Fill.TintAndShade = Tint(Parts(1))
        Case Else: Fill.Color = CLng(Mid$(Parts(1), 2)): Fill.TintAndShade = 0
    End Select
End Sub

Private Function DescribeOne(ByVal BookName As String, ByVal SheetName As String, ByVal Cell As String) As String
    On Error Resume Next
    DescribeOne = Described(Workbooks(BookName).Worksheets(SheetName).Range(Cell).Interior)
End Function

Private Function RestoreOne(ByVal BookName As String, ByVal SheetName As String, ByVal Cell As String, ByVal Text As String) As Boolean
    On Error GoTo Refused
    RestoreTo Workbooks(BookName).Worksheets(SheetName).Range(Cell).Interior, Text
    RestoreOne = True
Refused:
End Function

' A plain colour with a tint would be tinted again when it is brought back: it is not described.
Private Function Tone(ByVal Index As Long, ByVal OfTheme As Long, ByVal Shade As Double, ByVal Colour As Long, ByVal Standard As Long) As String
    If OfTheme >= 1 And OfTheme <= LAST_THEME_COLOUR Then
        Tone = "T" & OfTheme & ":" & Trim$(Str$(Shade))
    ElseIf Index < 0 And Colour = Standard Then
        Tone = AUTOMATIC
    ElseIf Shade = 0 Then
        Tone = "R" & Colour
    End If
End Function

' Excel raises, or gives no number of a theme's colour, where a colour is not a theme's.
Private Function ThemeOf(ByVal Fill As Object) As Long
    On Error Resume Next
    ThemeOf = Fill.ThemeColor
End Function

Private Function ThemeOfPattern(ByVal Fill As Object) As Long
    On Error Resume Next
    ThemeOfPattern = Fill.PatternThemeColor
End Function

Private Function TintOfPattern(ByVal Fill As Object) As Double
    On Error Resume Next
    TintOfPattern = Fill.PatternTintAndShade
End Function

Private Function Theme(ByVal Text As String) As Long
    Theme = CLng(Split(Mid$(Text, 2), ":")(0))
End Function

Private Function Tint(ByVal Text As String) As Double
    Tint = Val(Split(Text, ":")(1))
End Function
