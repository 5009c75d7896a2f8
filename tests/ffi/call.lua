-- Call three functions of the shared library through LuaJIT's FFI: luajit call.lua LIBRARY HEADER
-- HEADER is the preprocessed public header: cc -std=c99 -E -P
local ffi = require 'ffi'
ffi.cdef(assert(io.open(arg[2])):read('*a'))
local patron = ffi.load(arg[1])
local fault = ffi.new('patron_fault')

assert(ffi.string(patron.patron_version_text()):match('^%d+%.%d+%.%d+$'))

local day = ffi.new('int32_t[2]', 0, 19782)
local year, month, day_of_month = ffi.new('int32_t[2]'), ffi.new('int32_t[2]'), ffi.new('int32_t[2]')
assert(patron.patron_calendar_date(2, day, year, month, day_of_month, fault) == patron.PATRON_OK)
assert(year[0] == 1970 and month[0] == 1 and day_of_month[0] == 1)
assert(year[1] == 2024 and month[1] == 2 and day_of_month[1] == 29)

local terms = ffi.new('patron_clv_terms', { margin = 100, retention = 0.8, discount = 0.1,
    horizon = patron.PATRON_CLV_FOREVER, timing = patron.PATRON_CLV_END_IF_RETAINED })
local retention, clv = ffi.new('double[2]', 0.8, 1.2), ffi.new('double[2]')
local status = patron.patron_clv_constant(terms, 2, nil, retention, nil, nil, nil, clv, fault)
assert(status == patron.PATRON_E_RANGE and fault.row == 1 and fault.real == 1.2)
assert(ffi.string(fault.argument) == 'retention')
assert(math.abs(clv[0] - 100 * 0.8 / (1.1 - 0.8)) < 1e-9)
