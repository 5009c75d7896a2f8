/*
 * patron/migration.h - the Markov chain of customer states: who moves where in a period, and what a
 * customer in each state is worth.
 *
 * States are row numbers from 0, say periods since the last purchase, or segments. transition[i, j]
 * is the chance that a customer who is in state i is in state j a period later; reward[i] is the
 * margin a customer in state i brings in a period (less what is spent on contact). Rewards come at
 * the start of a period, the first one now:
 *
 *     V_T = sum_{t=0}^{T} (P / (1 + discount))^t R        V = R + P V / (1 + discount)
 *
 * P is transition with each row divided by its sum, which must be 1 within 1e-9: what rounding left
 * of a row neither loses nor makes customers. Nothing is ever computed as 1 less a chance of staying,
 * so that figures are as exact as the chances of leaving, however small these are.
 */
#ifndef PATRON_MIGRATION_H
#define PATRON_MIGRATION_H

#include <patron/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Periods without end. */
enum patron_migration_horizon { PATRON_MIGRATION_FOREVER = 0x7FFFFFFF };

/* What a period is made of. */
enum patron_migration_unit {
    PATRON_MIGRATION_DAYS = 0,  /* length is a number of days */
    PATRON_MIGRATION_MONTHS = 1 /* length is a number of calendar months */
};

/* What becomes of a customer who buys again after having been in the last recency state. */
enum patron_migration_lost {
    PATRON_MIGRATION_RETURNING = 0, /* a move from the last state to state 0 */
    PATRON_MIGRATION_ABSORBING = 1 /* nobody leaves the last state: it is a new customer who buys */
};

/* Toward what the chances of leaving a state are drawn where no prior matrix is given. */
enum patron_migration_prior {
    PATRON_MIGRATION_POOLED = 0, /* where customers of all states go together */
    PATRON_MIGRATION_UNIFORM = 1 /* every state alike */
};

/* Caveats of a result. */
enum patron_migration_note {
    PATRON_MIGRATION_NOTE_EMPTY_STATE = 0x1, /* a state nobody was seen to move from: stays put */
    PATRON_MIGRATION_NOTE_CANCELS =
        0x2 /* a value below 1e-6 of the gains and costs it is left of */
};

/* Periods in which customers are looked at. Frozen, 24 bytes. */
typedef struct patron_migration_periods {
    int32_t first_day; /* days since 1970-01-01: where period 0 begins */
    uint32_t unit;     /* PATRON_MIGRATION_DAYS or PATRON_MIGRATION_MONTHS */
    uint32_t length;   /* units of a period, in [1, 36525] */
    uint32_t periods;  /* how many, in [1, 100000] */
    uint32_t lost;     /* PATRON_MIGRATION_RETURNING or PATRON_MIGRATION_ABSORBING */
    uint32_t reserved; /* 0 */
} patron_migration_periods;

/* What receipts held. A result: it may grow at its end. */
typedef struct patron_migration_receipts_result {
    uint32_t struct_size; /* in: sizeof(patron_migration_receipts_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: 0; no note is defined */
    uint64_t customers;   /* with a purchase before the end of the last period */
    uint64_t entered;     /* of these, with their first purchase in one of the periods */
    uint64_t transitions; /* the sum of count */
    uint64_t comebacks;   /* purchases of customers who were in the last state, in the periods */
} patron_migration_receipts_result;

/* How chances were estimated. A result: it may grow at its end. */
typedef struct patron_migration_estimate_result {
    uint32_t struct_size;  /* in: sizeof(patron_migration_estimate_result) */
    uint32_t filled_size;  /* out: leading bytes this library knows */
    uint64_t notes;        /* out: PATRON_MIGRATION_NOTE_EMPTY_STATE */
    double transitions;    /* the sum of count */
    uint32_t empty_states; /* states nobody was seen to move from */
    uint32_t reserved;     /* 0 */
} patron_migration_estimate_result;

/* How good a value is. A result: it may grow at its end. */
typedef struct patron_migration_value_result {
    uint32_t struct_size; /* in: sizeof(patron_migration_value_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: PATRON_MIGRATION_NOTE_CANCELS */
    double periods;  /* most discounted periods that a customer is expected to spend in states from
                        which there is something to earn or lose: an error of 1 in a reward moves no
                        value by more; NaN for a finite horizon */
    double residual; /* largest |R + P V / (1 + discount) - V| over the largest |V|; 0 where all
                        values are 0; NaN for a finite horizon */
} patron_migration_value_result;

/* What kinds of states a chain has. A result: it may grow at its end. */
typedef struct patron_migration_absorption_result {
    uint32_t struct_size; /* in: sizeof(patron_migration_absorption_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: 0; no note is defined */
    uint32_t closed;      /* classes of states that nobody leaves */
    uint32_t transient;   /* states that everybody leaves for ever in the end */
} patron_migration_absorption_result;

/* How a policy was found. A result: it may grow at its end. */
typedef struct patron_migration_policy_result {
    uint32_t struct_size; /* in: sizeof(patron_migration_policy_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: 0; no note is defined */
    uint32_t iterations;  /* policies whose value was computed */
    uint32_t acting;      /* states whose action is not 0 */
} patron_migration_policy_result;

/* What a base brings over all periods looked at. A result: it may grow at its end. */
typedef struct patron_migration_project_result {
    uint32_t struct_size; /* in: sizeof(patron_migration_project_result) */
    uint32_t filled_size; /* out: leading bytes this library knows */
    uint64_t notes;       /* out: 0; no note is defined */
    double customers;     /* the sum of base, exact, rounded once */
    double present_value; /* minor units: cash of all periods, discounted to now */
    double variance;      /* of present_value, squared minor units */
} patron_migration_project_result;

/*
 * How many customers moved from which state to which.
 *
 * @param n       in                     moves, in [0, 2147483647]
 * @param before  in [n]                 state before, < states
 * @param after   in [n]                 state a period later, < states
 * @param states  in                     number of states, in [1, 1024]
 * @param count   out [states*states]    moves: from, to
 * @param fault   out or NULL
 * @fault PATRON_E_RANGE  a state that is not below states; n or states out of range
 * @cost O(n + states^2), no scratch; mergeable by adding counts
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_migration_count(size_t n, const uint32_t *before,
                                                      const uint32_t *after, size_t states,
                                                      uint64_t *count, patron_fault *fault);

/*
 * Bytes of scratch for patron_migration_from_receipts; SIZE_MAX where there is no such number.
 *
 * @param n          in  receipts
 * @param customers  in  customers
 * @param states     in  number of states
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_migration_from_receipts_scratch_size(size_t n,
                                                                          size_t customers,
                                                                          size_t states);

/*
 * Moves between recency states, of customers from their receipts in any order.
 *
 * At the end of a period a customer is in state r, whose last purchase was r periods earlier: 0
 * bought in it, 1 in the one before. The last state holds all whose last purchase is at least
 * states - 1 periods back. Nobody is in a state before their first purchase. For each customer and
 * each period a move is counted from the state at the end of the period before to the state at its
 * end; receipts before first_day say where customers begin, and receipts after the last period are
 * left out. With PATRON_MIGRATION_ABSORBING who buys when in the last state is counted as a new
 * customer from then on: no move leaves that state.
 *
 * Periods of months begin on the day of the month of first_day, as patron_calendar_add_months
 * counts them from there. Row r of the chain has two cells that are not 0: to 0, and to the next.
 *
 * @param terms         in                     periods, and what becomes of the lost
 * @param n             in                     receipts, in [0, 2147483647]
 * @param customer      in [n]                 row of the customer, < customers
 * @param day           in [n]                 days since 1970-01-01, any
 * @param amount        in [n] or NULL         minor units, any; negative is a refund: no purchase
 * @param scratch       scratch
 * @param scratch_size  in                     bytes
 * @param customers     in                     rows of state, in [0, 2147483647]
 * @param state         out [customers] or NULL  state at the end of the last period; PATRON_NONE
 *                                             without a purchase until then
 * @param states        in                     number of states, in [2, 1024]
 * @param count         out [states*states]    moves: from, to
 * @param base          out [states] or NULL   customers in each state at the end of the last period
 * @param result        out or NULL            struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_RANGE     a customer that is not a row of state; terms, n, customers or states out
 *                           of range
 * @fault PATRON_E_OVERFLOW  the last period ends after the last int32_t day; the argument is
 *                           "terms.periods"
 * @fault PATRON_E_SCRATCH   scratch_size below patron_migration_from_receipts_scratch_size(...)
 * @fault PATRON_E_STRUCT    result->struct_size is not possible
 * @source P. Pfeifer and R. Carraway, "Modeling customer relationships as Markov chains" (2000), 45-46
 * @cost O(n + customers + states^2); mergeable by adding counts of disjoint customers
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_migration_from_receipts(
    const patron_migration_periods *terms, size_t n, const uint32_t *customer, const int32_t *day,
    const int64_t *amount, void *scratch, size_t scratch_size, size_t customers, uint32_t *state,
    size_t states, uint64_t *count, double *base, patron_migration_receipts_result *result,
    patron_fault *fault);

/*
 * Chances from counts, thin rows drawn toward a prior.
 *
 *     p_ij = (c_ij + strength q_ij) / (c_i + strength),   c_i = sum_j c_ij
 *     error_ij = sqrt(p_ij (1 - p_ij) / (c_i + strength + 1)), or / c_i where strength is 0
 *
 * strength is what the prior counts for, in moves; q_i is row i of prior (divided by its sum), or
 * without one the row of prior_kind. strength 0 gives plain shares of the counts, and their standard
 * errors; else the mean and the standard deviation of a Dirichlet posterior. A state that nobody
 * was seen to move from stays put, with NaN errors and a note, where strength is 0 or there are no
 * moves at all to pool.
 *
 * @param strength    in                            moves that the prior counts for, in [0, 1e15]
 * @param prior_kind  in                            PATRON_MIGRATION_POOLED or
 *                                                  PATRON_MIGRATION_UNIFORM: where prior is NULL
 * @param states      in                            number of states, in [1, 1024]
 * @param count       in [states*states]            moves: from, to, any
 * @param prior       in [states*states] or NULL    fraction in [0, 1]; rows sum to 1 within 1e-9
 * @param transition  out [states*states]           chances: from, to
 * @param error       out [states*states] or NULL   their standard errors
 * @param result      out or NULL                   struct_size set by the caller
 * @param fault       out or NULL
 * @fault PATRON_E_NOT_FINITE  strength or a prior is NaN or infinite
 * @fault PATRON_E_RANGE       strength, prior_kind, states or a prior out of range; a row of prior
 *                             that does not sum to 1
 * @fault PATRON_E_STRUCT      result->struct_size is not possible
 * @source T. Anderson and L. Goodman, "Statistical inference about Markov chains" (1957), 2.1; A.
 *         Gelman et al., "Bayesian Data Analysis" (2013), A.1, for the Dirichlet distribution
 * @cost O(states^2), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_migration_estimate(double strength, uint32_t prior_kind,
                                                         size_t states, const uint64_t *count,
                                                         const double *prior, double *transition,
                                                         double *error,
                                                         patron_migration_estimate_result *result,
                                                         patron_fault *fault);

/*
 * Bytes of scratch for every function below that takes scratch; SIZE_MAX where there is no such
 * number.
 *
 * @param states  in  number of states
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_migration_scratch_size(size_t states);

/*
 * What a customer in each state is worth, over horizon further periods or for ever.
 *
 *     V_T = sum_{t=0}^{T} (P / (1 + discount))^t R,  T = horizon
 *     V = (I - P / (1 + discount))^-1 R              PATRON_MIGRATION_FOREVER
 *
 * The period that begins now counts: horizon 0 gives reward. States from which no reward other
 * than 0 is ever reached are worth 0. For ever with discount 0 there must be a way from every other
 * state to one of these; below 0 customers must also get there faster than money grows. The
 * equations are solved by elimination without any subtraction (for discount >= 0), and improved by
 * two steps of refinement with residuals of twice the precision.
 *
 * @param discount      in                      fraction per period, in (-1, 1e9]
 * @param horizon       in                      periods after this one, in [0, 2147483647];
 *                                              PATRON_MIGRATION_FOREVER
 * @param states        in                      number of states, in [1, 1024]
 * @param transition    in [states*states]      chance in [0, 1]; rows sum to 1 within 1e-9
 * @param reward        in [states]             minor units per period, finite
 * @param scratch       scratch
 * @param scratch_size  in                      bytes
 * @param value         out [states]            minor units
 * @param result        out or NULL             struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  discount, a chance or a reward is NaN or infinite
 * @fault PATRON_E_RANGE       discount, horizon, states or a chance out of range; a row of
 *                             transition that does not sum to 1 (the value is its sum)
 * @fault PATRON_E_DIVERGES    no finite value for ever; the argument is "transition", the row a
 *                             state whose customers earn or lose without end
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "reward"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_migration_scratch_size(states)
 * @fault PATRON_E_STRUCT      result->struct_size is not possible
 * @source Pfeifer and Carraway (2000), 47-48, eqs. 1 and 2; W. Grassmann, M. Taksar and D. Heyman,
 *         "Regenerative analysis and steady state distributions for Markov chains" (1985)
 * @cost O(states^3) for ever, O(horizon states^2) finite, less where values no longer change
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_migration_value(double discount, uint32_t horizon,
                                                      size_t states, const double *transition,
                                                      const double *reward, void *scratch,
                                                      size_t scratch_size, double *value,
                                                      patron_migration_value_result *result,
                                                      patron_fault *fault);

/*
 * Which states nobody leaves, and how long and in which states customers stay until then.
 *
 * A closed class is a set of states that nobody leaves and in which everybody comes everywhere: a
 * state that is never left is one by itself. All other states are transient.
 *
 *     stay = (I - Q)^-1, Q the chances between transient states    time = sum_j stay_ij
 *
 * @param states        in                             number of states, in [1, 1024]
 * @param transition    in [states*states]             chance in [0, 1]; rows sum to 1 within 1e-9
 * @param scratch       scratch
 * @param scratch_size  in                             bytes
 * @param closed_class  out [states] or NULL           the lowest state of the class that a state
 *                                                     belongs to; PATRON_NONE for transient ones
 * @param time          out [states] or NULL           periods to expect in transient states, this
 *                                                     one included; 0 in a closed class
 * @param ending        out [states*states] or NULL    chance that a customer who is in state i ends
 *                                                     in the class whose lowest state is j; 0 where
 *                                                     j is not the lowest of a closed class
 * @param stay          out [states*states] or NULL    periods to expect in state j of a customer who
 *                                                     is in state i, this one included; NaN where j
 *                                                     is of a closed class that can be reached
 * @param result        out or NULL                    struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  a chance is NaN or infinite
 * @fault PATRON_E_RANGE       states or a chance out of range; a row that does not sum to 1
 * @fault PATRON_E_OVERFLOW    a time beyond 1e300; the argument is "transition"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_migration_scratch_size(states)
 * @fault PATRON_E_STRUCT      result->struct_size is not possible
 * @source J. Kemeny and J. Snell, "Finite Markov Chains" (1960), theorems 3.2.4, 3.3.5 and 3.3.7
 * @cost O(states^3)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_migration_absorption(
    size_t states, const double *transition, void *scratch, size_t scratch_size,
    uint32_t *closed_class, double *time, double *ending, double *stay,
    patron_migration_absorption_result *result, patron_fault *fault);

/*
 * What to do with the customers of each state, so that each is worth the most: of some actions
 * (contact or not, kinds of contact), each with its own chances and rewards.
 *
 *     V(s) = max_a reward_a(s) + sum_j p_a(s, j) V(j) / (1 + discount)
 *
 * The best policy is the same from every state on. It is found by policy iteration: a policy's value
 * is computed as patron_migration_value does, for ever, and each state then takes the action that is
 * best under it, until none could raise a value by more than 1e-13 of the largest reward taken and
 * value. Of actions that are as good as that the first is taken.
 *
 * @param discount      in                             fraction per period, in (0, 1e9]
 * @param actions       in                             number of actions, in [1, 64]
 * @param states        in                             number of states, in [1, 1024]
 * @param transition    in [actions*states*states]     chance in [0, 1]; rows sum to 1 within 1e-9;
 *                                                     in faults the row is the action, the column
 *                                                     from * states + to
 * @param reward        in [actions*states]            minor units per period, finite
 * @param scratch       scratch
 * @param scratch_size  in                             bytes
 * @param policy        out [states]                   action in each state
 * @param value         out [states]                   minor units, under this policy
 * @param result        out or NULL                    struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  discount, a chance or a reward is NaN or infinite
 * @fault PATRON_E_RANGE       discount, actions, states or a chance out of range; a row of
 *                             transition that does not sum to 1
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "reward"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_migration_scratch_size(states)
 * @fault PATRON_E_STRUCT      result->struct_size is not possible
 * @source R. Howard, "Dynamic Programming and Markov Processes" (1960), 83-84; Pfeifer and Carraway
 *         (2000), 51
 * @cost O(states^3 + actions states^2) for each iteration, of which there are rarely ten
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL
patron_migration_policy(double discount, size_t actions, size_t states, const double *transition,
                        const double *reward, void *scratch, size_t scratch_size, uint32_t *policy,
                        double *value, patron_migration_policy_result *result, patron_fault *fault);

/*
 * What customers are worth where only those of the first c states are kept up and all others are let
 * go, bringing and costing nothing, for every c: the cut-off by recency.
 *
 * @param discount      in                      fraction per period, in (0, 1e9]
 * @param states        in                      number of states, in [1, 1024]
 * @param transition    in [states*states]      chance in [0, 1]; rows sum to 1 within 1e-9
 * @param reward        in [states]             minor units per period, finite
 * @param scratch       scratch
 * @param scratch_size  in                      bytes
 * @param value         out [states*states]     row c - 1: minor units, by state, where the first c
 *                                              states are kept up
 * @param best          out or NULL             the c for which a customer in state 0 is worth the
 *                                              most, the least of those equal within 1e-13; 0
 *                                              where no cut-off makes that worth more than 0
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  discount, a chance or a reward is NaN or infinite
 * @fault PATRON_E_RANGE       discount, states or a chance out of range; a row of transition that
 *                             does not sum to 1
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "reward"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_migration_scratch_size(states)
 * @source Pfeifer and Carraway (2000), 49-51
 * @cost O(states^3) for all of them
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_migration_cut_offs(double discount, size_t states,
                                                         const double *transition,
                                                         const double *reward, void *scratch,
                                                         size_t scratch_size, double *value,
                                                         uint32_t *best, patron_fault *fault);

/*
 * By how much the worth of a base moves with each chance, for ever.
 *
 *     E = sum_s base_s V_s         visits_i = sum_s base_s N_si,  N = (I - P / (1 + discount))^-1
 *     raw_ij = dE/dp_ij = visits_i V_j / (1 + discount)
 *     compensated_ij = visits_i (V_j - (P V)_i) / (1 - p_ij) / (1 + discount)
 *
 * raw lets p_ij alone rise; compensated takes it from the rest of the row in proportion, so that the
 * row keeps its sum: what a point more of that move is worth, per 1 of probability. visits_i is
 * dE/dreward_i. With base 1 for one state and 0 else, E is that state's value.
 *
 * @param discount      in                            fraction per period, in (0, 1e9]
 * @param states        in                            number of states, in [1, 1024]
 * @param transition    in [states*states]            chance in [0, 1]; rows sum to 1 within 1e-9
 * @param reward        in [states]                   minor units per period, finite
 * @param base          in [states]                   customers by state, in [0, 1e15]
 * @param scratch       scratch
 * @param scratch_size  in                            bytes
 * @param visits        out [states] or NULL          discounted periods of all customers by state
 * @param raw           out [states*states] or NULL   minor units per 1 of probability
 * @param compensated   out [states*states] or NULL   minor units per 1 of probability; NaN where the
 *                                                    row has no other chance to take it from
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  discount, a chance, a reward or a base is NaN or infinite
 * @fault PATRON_E_RANGE       discount, states, a chance or a base out of range; a row of transition
 *                             that does not sum to 1
 * @fault PATRON_E_OVERFLOW    a value beyond a double; the argument is "reward"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_migration_scratch_size(states)
 * @source H. Caswell, "Matrix Population Models" (2001), 9.1, for compensation in proportion
 * @cost O(states^3)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_migration_sensitivity(
    double discount, size_t states, const double *transition, const double *reward,
    const double *base, void *scratch, size_t scratch_size, double *visits, double *raw,
    double *compensated, patron_fault *fault);

/*
 * Where the customers of a base will be and what they will bring, period by period, and how far that
 * may be off by chance alone.
 *
 *     composition_0 = base        composition_t = composition_{t-1} P      cash_t = composition_t R
 *     variance_t = sum_s base_s Var(R(X_t) | X_0 = s)
 *
 * t = 0 is now. Customers move independently of each other: the next states of those in one state
 * are multinomial, and the variance of one customer's cash is taken apart by the next state,
 *
 *     Var_t(s) = sum_j p_sj Var_{t-1}(j) + sum_j p_sj (u_{t-1}(j) - u_t(s))^2,  u_t = P^t R
 *
 * and likewise that of the present value. No variance of rewards within a state is counted, and
 * nothing for chances that are themselves estimates. Nobody joins: new customers are a base of their
 * own, some periods later.
 *
 * @param discount      in                             fraction per period, in (-1, 1e9]
 * @param states        in                             number of states, in [1, 1024]
 * @param transition    in [states*states]             chance in [0, 1]; rows sum to 1 within 1e-9
 * @param reward        in [states]                    minor units per period, finite
 * @param base          in [states]                    customers by state, in [0, 1e15]
 * @param scratch       scratch
 * @param scratch_size  in                             bytes
 * @param periods       in                             this period and those after it, in [0, 1000000]
 * @param composition   out [periods*states] or NULL   customers to expect by state
 * @param cash          out [periods] or NULL          minor units to expect, not discounted
 * @param variance      out [periods] or NULL          its variance, squared minor units
 * @param result        out or NULL                    struct_size set by the caller
 * @param fault         out or NULL
 * @fault PATRON_E_NOT_FINITE  discount, a chance, a reward or a base is NaN or infinite
 * @fault PATRON_E_RANGE       discount, states, a chance, a base or periods out of range; a row of
 *                             transition that does not sum to 1
 * @fault PATRON_E_OVERFLOW    a figure beyond a double, or customers times the square of the largest
 *                             reward, which bounds variances; the argument is "reward"
 * @fault PATRON_E_SCRATCH     scratch_size below patron_migration_scratch_size(states)
 * @fault PATRON_E_STRUCT      result->struct_size is not possible
 * @source D. Bartholomew, "Stochastic Models for Social Processes" (1982), 3.1; M. Sobel, "The
 *         variance of discounted Markov decision processes" (1982), theorem 1
 * @cost O(periods states^2)
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_migration_project(
    double discount, size_t states, const double *transition, const double *reward,
    const double *base, void *scratch, size_t scratch_size, size_t periods, double *composition,
    double *cash, double *variance, patron_migration_project_result *result, patron_fault *fault);

/*
 * Customer equity: what the customers in each state are worth, and all together.
 *
 * @param states  in                   number of states, in [0, 1024]
 * @param base    in [states]          customers by state, in [0, 1e15]
 * @param value   in [states]          minor units a customer, finite
 * @param equity  out [states] or NULL  minor units, base times value
 * @param total   out                  minor units: the sum of equity, exact, rounded once
 * @param fault   out or NULL
 * @fault PATRON_E_NOT_FINITE  a base or a value is NaN or infinite
 * @fault PATRON_E_RANGE       states or a base out of range
 * @fault PATRON_E_OVERFLOW    an equity, or the total, beyond a double; the argument is "value"
 * @cost O(states), no scratch; totals of disjoint customers are mergeable by adding base
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_migration_equity(size_t states, const double *base,
                                                       const double *value, double *equity,
                                                       double *total, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
