"""A cell's fill as Excel has it: LibreOffice's own knows one colour.

A pattern shows two colours. Each is automatic, plain, or a theme's with a tint; to ask for a theme's
colour where there is none is an error.
"""

from xlam import stand_ins

FILL = (
    stand_ins.CLASS.format("FakeFill")
    + """
Private Kind As Long, Colours(1) As Long, Themes(1) As Long, Tints(1) As Double, Indexes(1) As Long
Private Sub Class_Initialize()
    Clear
End Sub
Private Sub Clear()
    Dim At As Long
    Kind = -4142
    For At = 0 To 1
        Colours(At) = IIf(At = 0, 16777215, 0)
        Themes(At) = 0
        Tints(At) = 0
        Indexes(At) = -4105
    Next At
End Sub
Public Property Get Pattern() As Long
    Pattern = Kind
End Property
Public Property Let Pattern(ByVal Value As Long)
    If Value = -4142 Then Clear
    Kind = Value
End Property
"""
    + "".join(
        f"""Public Property Get {pattern}ColorIndex() As Long
    {pattern}ColorIndex = Indexes({at})
End Property
Public Property Let {pattern}ColorIndex(ByVal Value As Long)
    Indexes({at}) = Value
End Property
Public Property Get {pattern}Color() As Long
    {pattern}Color = Colours({at})
End Property
Public Property Let {pattern}Color(ByVal Value As Long)
    If Kind = -4142 Then Kind = 1
    Colours({at}) = Value
    Themes({at}) = 0
    Indexes({at}) = 3
End Property
Public Property Get {pattern}ThemeColor() As Long
    If Themes({at}) = 0 Then Err.Raise 5
    {pattern}ThemeColor = Themes({at})
End Property
Public Property Let {pattern}ThemeColor(ByVal Value As Long)
    Themes({at}) = Value
    Colours({at}) = 1000 + Value
    Tints({at}) = 0
    Indexes({at}) = 3
End Property
Public Property Get {pattern}TintAndShade() As Double
    {pattern}TintAndShade = Tints({at})
End Property
Public Property Let {pattern}TintAndShade(ByVal Value As Double)
    Tints({at}) = Value
End Property
"""
        for at, pattern in enumerate(("", "Pattern"))
    )
)
_STATES = [f"{of}{what}" for of in ("", "Pattern") for what in ("Color", "ColorIndex", "TintAndShade")]
#: `RoundTrip` makes a fill, describes it, paints it over, brings it back; gives the text, and the states
#: before, meanwhile and after.
FILL_TRIES = f"""Attribute VB_Name = "FillTries"
Option Explicit
Public Function RoundTrip(ByVal Pattern As String, ByVal Colour As String, ByVal Lines As String) As String
    Dim Fill As Object, Text As String
    Set Fill = New FakeFill
    Fill.Pattern = CLng(Pattern)
    If Left$(Lines, 1) = "T" Then
        Fill.PatternThemeColor = CLng(Mid$(Lines, 2, 2))
        Fill.PatternTintAndShade = Val(Mid$(Lines, 4))
    ElseIf Lines <> "" Then
        Fill.PatternColor = CLng(Lines)
    End If
    If Left$(Colour, 1) = "T" Then
        Fill.ThemeColor = CLng(Mid$(Colour, 2, 2))
        Fill.TintAndShade = Val(Mid$(Colour, 4))
    ElseIf Colour <> "" Then
        Fill.Color = CLng(Colour)
    End If
    Text = Fills.Described(Fill)
    RoundTrip = Text & ";" & Seen(Fill)
    If Text = "" Then Exit Function
    Fills.RestoreTo Fill, "P1/R255/A"
    RoundTrip = RoundTrip & ";" & Seen(Fill)
    Fills.RestoreTo Fill, Text
    RoundTrip = RoundTrip & ";" & Seen(Fill)
End Function
Public Function Paint(Sheet As String, Cells As String, Colour As String) As Boolean
    Dim Parts() As String
    Parts = Split(Colour, ",") ' numbers that come from outside LibreOffice arrive as 0
    Paint = Fills.Paint(ThisWorkbook.Name, Sheet, Cells, CLng(Parts(0)), CLng(Parts(1)), CLng(Parts(2)))
End Function
Private Function Seen(Fill As Object) As String
    Seen = {' & "/" & '.join(f"Fill.{name}" for name in ("Pattern", *_STATES))}
    On Error Resume Next
    Seen = Seen & "/" & Fill.ThemeColor
    Seen = Seen & "/pattern " & Fill.PatternThemeColor
End Function
"""
