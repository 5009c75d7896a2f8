/* The shim needs no jumps, and WASI has none: a test may include this header all the same. */
