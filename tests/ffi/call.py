#!/usr/bin/env python3
"""Call three functions of the shared library through ctypes: call.py LIBRARY"""
import ctypes
import datetime
import sys


class Fault(ctypes.Structure):
    _fields_ = [
        ("status", ctypes.c_int32),
        ("kind", ctypes.c_uint32),
        ("row", ctypes.c_int64),
        ("column", ctypes.c_int64),
        ("real", ctypes.c_double),
        ("whole", ctypes.c_int64),
        ("argument", ctypes.c_char * 24),
        ("expected", ctypes.c_char * 64),
    ]


class ClvTerms(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_double) for name in ("margin", "retention", "discount", "growth", "acquisition")),
        ("horizon", ctypes.c_uint32),
        ("timing", ctypes.c_uint32),
    ]


FOREVER, END_IF_RETAINED, E_RANGE = 0x7FFFFFFF, 1, 2


def main():
    patron = ctypes.CDLL(sys.argv[1])
    fault = Fault()

    patron.patron_version_text.restype = ctypes.c_char_p
    assert patron.patron_version_text().count(b".") == 2

    days = (ctypes.c_int32 * 3)(-719162, 0, 19782)
    years, months, days_of_month = ((ctypes.c_int32 * 3)() for _ in range(3))
    status = patron.patron_calendar_date(
        ctypes.c_size_t(3), days, years, months, days_of_month, ctypes.byref(fault)
    )
    assert status == 0
    for day, *date in zip(days, years, months, days_of_month):
        assert datetime.date(1970, 1, 1) + datetime.timedelta(day) == datetime.date(*date)

    terms = ClvTerms(100.0, 0.8, 0.1, 0.0, 0.0, FOREVER, END_IF_RETAINED)
    retention = (ctypes.c_double * 2)(0.8, 1.2)
    clv = (ctypes.c_double * 2)()
    status = patron.patron_clv_constant(
        ctypes.byref(terms), ctypes.c_size_t(2), None, retention, None, None, None, clv,
        ctypes.byref(fault),
    )
    assert status == E_RANGE == fault.status
    assert (fault.argument, fault.row, fault.real) == (b"retention", 1, 1.2)
    assert abs(clv[0] - 100 * 0.8 / (1.1 - 0.8)) < 1e-9


if __name__ == "__main__":
    main()
