/*
 * Calibrates clock_gettime(CLOCK_MONOTONIC): what one read costs, how fine its steps are, and
 * whether it ever goes back. One batch is one calibration: 20 ms or ops reads, whichever ends first.
 */
#include "probe.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_STEP_NS 65536
#define LIMIT_NS 20000000
#define READS_PER_CHECK 1024

struct clock_steps {
    int64_t reads;
    int64_t elapsed_ns;
    int64_t backward;
    /* The shortest time that READS_PER_CHECK reads took: a block in which nobody else ran. */
    int64_t quickest_ns;
    /* steps[n]: how many steps of n ns; the last one holds all longer ones too. */
    int64_t steps[LONGEST_STEP_NS + 1];
};

static int64_t clock_open(struct probe *p) {
    p->state = calloc(1, sizeof(struct clock_steps));
    return p->state ? 0 : -ENOMEM;
}

static void count_step(struct clock_steps *s, int64_t step) {
    if (step < 0) {
        s->backward++;
    } else {
        s->steps[step < LONGEST_STEP_NS ? step : LONGEST_STEP_NS]++;
    }
}

/* Returns how many reads were done. */
static int64_t clock_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct clock_steps *s = p->state;
    (void)ns;
    memset(s, 0, sizeof *s);
    s->quickest_ns = INT64_MAX;
    int64_t read[READS_PER_CHECK];
    while (s->reads < ops && s->elapsed_ns < LIMIT_NS) {
        for (int i = 0; i < READS_PER_CHECK; i++) {
            read[i] = probe_now_ns();
        }
        for (int i = 1; i < READS_PER_CHECK; i++) {
            count_step(s, read[i] - read[i - 1]);
        }
        int64_t took = read[READS_PER_CHECK - 1] - read[0];
        s->reads += READS_PER_CHECK - 1;
        s->elapsed_ns += took;
        if (took > 0 && took < s->quickest_ns) {
            s->quickest_ns = took;
        }
    }
    return s->reads;
}

/* The step below which a share of the steps of at least from ns lies; -ENODATA where there is none. */
static int64_t step_at(const struct clock_steps *s, int from, double share) {
    int64_t total = 0;
    for (int i = from; i <= LONGEST_STEP_NS; i++) {
        total += s->steps[i];
    }
    int64_t wanted = (int64_t)(share * (double)total);
    for (int i = from; i <= LONGEST_STEP_NS; i++) {
        wanted -= s->steps[i];
        if (wanted < 0) {
            return i;
        }
    }
    return -ENODATA;
}

static int64_t clock_counter(struct probe *p, const char *name) {
    const struct clock_steps *s = p->state;
    if (s->reads == 0 || s->quickest_ns == INT64_MAX) {
        return -ENODATA;
    }
    if (strcmp(name, "latencyPs") == 0) {
        return s->quickest_ns * 1000 / (READS_PER_CHECK - 1);
    }
    if (strcmp(name, "granularityNs") == 0) {
        return step_at(s, 1, 0.5);
    }
    if (strcmp(name, "p9999Ns") == 0) {
        return step_at(s, 0, 0.9999);
    }
    return strcmp(name, "backward") == 0 ? s->backward : -ENOENT;
}

static void clock_close(struct probe *p) {
    free(p->state);
}

static const struct probe_ops clock_probe = {
    .name = "clock",
    .open = clock_open,
    .batch = clock_batch,
    .counter = clock_counter,
    .close = clock_close,
    .batch_only = 1,
};
PROBE(clock_probe);
