/*
 * patron/patron.h - the whole library: what each customer is worth.
 */
#ifndef PATRON_PATRON_H
#define PATRON_PATRON_H

#include <patron/abc.h>
#include <patron/apportion.h>
#include <patron/base.h>
#include <patron/btyd.h>
#include <patron/calendar.h>
#include <patron/churn.h>
#include <patron/clv.h>
#include <patron/concentration.h>
#include <patron/cohort.h>
#include <patron/contract.h>
#include <patron/cpv.h>
#include <patron/cva.h>
#include <patron/funnel.h>
#include <patron/history.h>
#include <patron/ledger.h>
#include <patron/migration.h>
#include <patron/mobility.h>
#include <patron/npv.h>
#include <patron/pareto.h>
#include <patron/profit.h>
#include <patron/rfm.h>
#include <patron/satisfaction.h>
#include <patron/sketch.h>
#include <patron/spend.h>
#include <patron/sum.h>
#include <patron/survival.h>
#include <patron/track.h>

#endif
