/* The value of one stream, for the figures that are made of it. */
#ifndef PATRON_NPV_VALUE_H
#define PATRON_NPV_VALUE_H

#include "../portability.h"
#include "npv_stream.h"

/* At the stream's own rate; not finite where a flow is not, or where it is beyond a double. */
double patron_npv_value_of(const npv_stream *stream, uint32_t timing);

#endif
