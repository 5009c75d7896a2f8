/* The functions of MSVC's math.h that src/ may use: enough to check syntax without its SDK. */
#ifndef CROSS_MATH_H
#define CROSS_MATH_H

#define HUGE_VAL ((double)1e308 * 10)
#define INFINITY ((float)(1e308 * 10))
#define NAN ((float)(INFINITY * 0.0F))

int _fdclass(float x);
int _dclass(double x);
#define isnan(x) (_dclass(x) == 2)
#define isinf(x) (_dclass(x) == 1)
#define isfinite(x) (_dclass(x) <= 0)
int signbit(double x);

double acos(double x);
double asin(double x);
double atan(double x);
double atan2(double y, double x);
double ceil(double x);
double copysign(double x, double sign);
double cos(double x);
double erf(double x);
double erfc(double x);
double exp(double x);
double exp2(double x);
double expm1(double x);
double fabs(double x);
double fdim(double x, double y);
double floor(double x);
double fma(double x, double y, double z);
double fmax(double x, double y);
double fmin(double x, double y);
double fmod(double x, double y);
double frexp(double x, int *exponent);
double hypot(double x, double y);
double ldexp(double x, int exponent);
double log(double x);
double log10(double x);
double log1p(double x);
double log2(double x);
double modf(double x, double *whole);
double nearbyint(double x);
double nextafter(double x, double to);
double pow(double x, double y);
double rint(double x);
double round(double x);
double scalbn(double x, int exponent);
double sin(double x);
double sqrt(double x);
double tan(double x);
double tanh(double x);
double trunc(double x);

#endif
