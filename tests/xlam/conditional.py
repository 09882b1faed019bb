"""VBA as one system compiles it. LibreOffice takes every branch of `#If`: the others are left out before."""

import re
from collections.abc import Mapping
from typing import Literal

System = Literal["windows", "mac"]
COMMON: Mapping[str, bool] = {
    'App = "Microsoft Excel"': True,
    'App = "Microsoft Word"': False,
    'App = "Microsoft Access"': False,
    'App = "Microsoft PowerPoint"': False,
    "VBA7": True,
    "MAC_OFFICE_VERSION >= 15": True,
}
DIRECTIVE = re.compile(r"\s*#(Const|If|ElseIf|Else|End If)\b\s*(.*?)(?:\s+Then)?\s*(?:'.*)?$")


def compiled_for(system: System, text: str) -> str:
    """The lines that a system's compiler takes, all directives gone. KeyError for an unknown condition."""
    mac = system == "mac"
    true = {**COMMON, "Mac": mac, "Not Mac": not mac, "Win64": not mac}
    true["Mac Or Not UseScriptingDictionaryIfAvailable"] = (
        True  # the dictionary's own code, as LibreOffice has no other
    )
    taken: list[list[bool]] = []  # of each open #If: is this branch taken, was one taken before
    lines = []
    for line in text.splitlines():
        found = DIRECTIVE.match(line)
        if found is None:
            if all(branch for branch, _ in taken):
                lines.append(line)
        elif found[1] == "If":
            taken.append([true[found[2]], true[found[2]]])
        elif found[1] == "End If":
            taken.pop()
        elif found[1] != "Const":
            branch = not taken[-1][1] and (found[1] == "Else" or true[found[2]])
            taken[-1] = [branch, taken[-1][1] or branch]
    return "\n".join(lines) + "\n"
