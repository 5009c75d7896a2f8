/* Resources that serve other resources: cleaners, the office. Their cost is handed on first. */
#include "cost_stages.h"
#include "faults.h"
#include "memory.h"

#include <stdlib.h>

/* Supports first, as the library wants them; the number of supports. */
static size_t arrange(const cost_model *model, size_t *order)
{
    const size_t n = model->resources.names.count;
    size_t placed = 0;
    size_t supports = 0;
    for (int operating = 0; operating < 2; operating++) {
        for (size_t i = 0; i < n; i++) {
            double served = 0;
            for (size_t k = 0; k < n; k++) {
                served += model->support[i * n + k];
            }
            if ((served > 0) == !operating) {
                order[placed++] = i;
            }
        }
        supports = operating ? supports : placed;
    }
    return supports;
}

/* A loop of supports that serve only each other; it has no solution, so the program ends. */
static void stop_at_loop(const cost_model *model, int32_t status, const patron_fault *fault,
                         const size_t *order)
{
    if (status == PATRON_E_DIVERGES) {
        char name[64];
        cost_pool_name(&model->resources, order[fault->row], name, sizeof name);
        fprintf(
            stderr,
            "%s/support.csv: \"%s\" and what it serves serve only each other: their cost reaches "
            "nobody.\n",
            model->files.folder, name);
        exit(EXIT_DATA);
    }
    faults_stop(status, fault);
}

void cost_support_hand_on(cost_model *model, patron_abc_support_sums *sums)
{
    patron_fault fault;
    const size_t n = model->resources.names.count;
    size_t *order = memory_new(n, sizeof *order);
    const size_t supports = arrange(model, order);
    const size_t size = patron_abc_support_scratch_size(n, supports);
    void *scratch = memory_new(size, 1);
    int64_t *cost = memory_new(n, sizeof *cost);
    double *usage = memory_new(supports * n, sizeof *usage);
    for (size_t i = 0; i < n; i++) {
        cost[i] = model->resources.cost[order[i]];
        for (size_t k = 0; i < supports && k < n; k++) {
            usage[i * n + k] = model->support[order[i] * n + order[k]];
        }
    }
    sums->struct_size = (uint32_t)sizeof *sums;
    stop_at_loop(model,
                 patron_abc_support(PATRON_ABC_RECIPROCAL, n, cost, supports, usage, NULL, scratch,
                                    size, NULL, NULL, cost, sums, &fault),
                 &fault, order);
    for (size_t i = 0; i < n; i++) {
        model->resources.cost[order[i]] = cost[i];
    }
    free(usage);
    free(cost);
    free(scratch);
    free(order);
}
