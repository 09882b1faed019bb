"""What the system says of a file that cannot be used, in Thai: the common reasons."""

from __future__ import annotations

import errno

_IN_THAI = {
    errno.ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์",
    errno.EACCES: "ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น",
    errno.EPERM: "ไม่มีสิทธิ์",
    errno.EISDIR: "เป็นโฟลเดอร์ ไม่ใช่ไฟล์",
    errno.ENOTDIR: "ไม่ใช่โฟลเดอร์",
    errno.EEXIST: "มีอยู่แล้ว",
    errno.ENOSPC: "ดิสก์เต็ม",
    errno.EDQUOT: "เกินโควตาของดิสก์",
    errno.EFBIG: "ไฟล์ใหญ่เกินที่ดิสก์รับได้",
    errno.EROFS: "ดิสก์อ่านได้อย่างเดียว",
    errno.ELOOP: "ทางลัดชี้วนกลับมาที่เดิม",
    errno.ENAMETOOLONG: "ชื่อยาวเกินไป",
}


def in_thai(error: OSError) -> str:
    """The reason of an error; as the system says it when it is a rare one."""
    return _IN_THAI.get(error.errno or 0, error.strerror or type(error).__name__)


def reasons(error: OSError) -> dict[str, str]:
    """The reason of an error as a detail of a message, in both languages."""
    return {"reason": in_thai(error), "reason_en": error.strerror or type(error).__name__}
