Attribute VB_Name = "Protection"
Option Explicit

' Takes protection off while Python paints, and puts it back as it was. A protected sheet is described by a text
' of numbers. Errors are answers, too: an error that leaves a macro that Python called would stop in VBA's box.

Private Const LOCKED As String = "locked"

' The former protection, "" when there was none, "locked" when a password is needed.
Public Function Lift(ByVal BookName As String, ByVal SheetName As String) As String
    On Error GoTo Refused
    Lift = LiftFrom(Workbooks(BookName).Worksheets(SheetName))
    Exit Function
Refused:
    Lift = LOCKED
End Function

' Protects as a text of Lift says, without a password. False when Excel refuses.
Public Function Restore(ByVal BookName As String, ByVal SheetName As String, ByVal Options As String) As Boolean
    On Error GoTo Refused
    RestoreTo Workbooks(BookName).Worksheets(SheetName), Options
    Restore = True
Refused:
End Function

' The same for the structure of the workbook.
Public Function LiftBook(ByVal BookName As String) As String
    On Error GoTo Refused
    LiftBook = LiftFromBook(Workbooks(BookName))
    Exit Function
Refused:
    LiftBook = LOCKED
End Function

Public Function RestoreBook(ByVal BookName As String, ByVal Options As String) As Boolean
    On Error GoTo Refused
    RestoreToBook Workbooks(BookName), Options
    RestoreBook = True
Refused:
End Function

Public Function LiftFromBook(ByVal Book As Object) As String
    If Not (Book.ProtectStructure Or Book.ProtectWindows) Then Exit Function
    LiftFromBook = Flag(Book.ProtectStructure) & "," & Flag(Book.ProtectWindows)
    Book.Unprotect "" ' with no password at all, Excel would ask the person for one
    If Book.ProtectStructure Or Book.ProtectWindows Then LiftFromBook = LOCKED
End Function

Public Sub RestoreToBook(ByVal Book As Object, ByVal Options As String)
    Dim Was() As String
    Was = Split(Options, ",")
    Book.Protect Structure:=(Was(0) = "1"), Windows:=(Was(1) = "1")
End Sub

Public Function LiftFrom(ByVal Sheet As Object) As String
    If Not IsProtected(Sheet) Then Exit Function
    LiftFrom = Described(Sheet)
    Sheet.Unprotect "" ' with no password at all, Excel would ask the person for one
    If IsProtected(Sheet) Then LiftFrom = LOCKED
End Function

Public Sub RestoreTo(ByVal Sheet As Object, ByVal Options As String)
    Dim Was() As String
    Was = Split(Options, ",")
    Sheet.EnableSelection = CLng(Was(15))
    Sheet.Protect _
        DrawingObjects:=(Was(0) = "1"), _
        Contents:=(Was(1) = "1"), _
        Scenarios:=(Was(2) = "1"), _
        UserInterfaceOnly:=(Was(3) = "1"), _
        AllowFormattingCells:=(Was(4) = "1"), _
        AllowFormattingColumns:=(Was(5) = "1"), _
        AllowFormattingRows:=(Was(6) = "1"), _
        AllowInsertingColumns:=(Was(7) = "1"), _
        AllowInsertingRows:=(Was(8) = "1"), _
        AllowInsertingHyperlinks:=(Was(9) = "1"), _
        AllowDeletingColumns:=(Was(10) = "1"), _
        AllowDeletingRows:=(Was(11) = "1"), _
        AllowSorting:=(Was(12) = "1"), _
        AllowFiltering:=(Was(13) = "1"), _
        AllowUsingPivotTables:=(Was(14) = "1")
End Sub

Private Function Described(ByVal Sheet As Object) As String
    Dim Found As String
    Found = Flag(Sheet.ProtectDrawingObjects) & "," & Flag(Sheet.ProtectContents)
    Found = Found & "," & Flag(Sheet.ProtectScenarios) & "," & Flag(Sheet.ProtectionMode)
    With Sheet.Protection
        Found = Found & "," & Flag(.AllowFormattingCells) & "," & Flag(.AllowFormattingColumns)
        Found = Found & "," & Flag(.AllowFormattingRows) & "," & Flag(.AllowInsertingColumns)
        Found = Found & "," & Flag(.AllowInsertingRows) & "," & Flag(.AllowInsertingHyperlinks)
        Found = Found & "," & Flag(.AllowDeletingColumns) & "," & Flag(.AllowDeletingRows)
        Found = Found & "," & Flag(.AllowSorting) & "," & Flag(.AllowFiltering)
        Found = Found & "," & Flag(.AllowUsingPivotTables)
    End With
    Described = Found & "," & Sheet.EnableSelection
End Function

Private Function IsProtected(ByVal Sheet As Object) As Boolean
    IsProtected = Sheet.ProtectContents Or Sheet.ProtectDrawingObjects Or Sheet.ProtectScenarios
End Function

Private Function Flag(ByVal Value As Boolean) As String
    Flag = IIf(Value, "1", "0")
End Function
