Attribute VB_Name = "Ribbon"
Option Explicit

' The buttons of ribbon.xml. Each runs the function of the same name in emenscr_xl.addin.ribbon.

Public Sub CheckCompleteness(control As IRibbonControl)
    RunJob "check_completeness"
End Sub

Public Sub CheckAlignment(control As IRibbonControl)
    RunJob "check_alignment"
End Sub

Public Sub ClearFindings(control As IRibbonControl)
    RunJob "clear_findings"
End Sub

Public Sub NewRegister(control As IRibbonControl)
    RunJob "new_register"
End Sub

Public Sub IssueForms(control As IRibbonControl)
    RunJob "issue_forms"
End Sub

Public Sub AlignmentTool(control As IRibbonControl)
    RunJob "alignment_tool"
End Sub

Public Sub Consolidate(control As IRibbonControl)
    RunJob "consolidate"
End Sub

Public Sub SendBack(control As IRibbonControl)
    RunJob "send_back"
End Sub

Public Sub KeyInSheets(control As IRibbonControl)
    RunJob "key_in_sheets"
End Sub

Public Sub Notices(control As IRibbonControl)
    RunJob "notices"
End Sub

Public Sub QuarterlySummary(control As IRibbonControl)
    RunJob "quarterly_summary"
End Sub

Public Sub AnnualSummary(control As IRibbonControl)
    RunJob "annual_summary"
End Sub

Public Sub Memo(control As IRibbonControl)
    RunJob "memo"
End Sub

Public Sub Guide(control As IRibbonControl)
    RunJob "guide"
End Sub

Public Sub About(control As IRibbonControl)
    RunJob "about"
End Sub
