/*
 * Asks the CPU about itself: the four registers of one CPUID leaf, such as 0x40000000, where a
 * hypervisor signs. One batch asks ops times. Only x86-64 has the instruction.
 */
#include "probe.h"

#include <stdlib.h>
#include <string.h>

struct cpuid_answer {
    int64_t leaf;
    uint32_t registers[4];
};

#if defined(__x86_64__)
static int64_t cpuid_open(struct probe *p) {
    struct cpuid_answer *answer = calloc(1, sizeof *answer);
    if (!answer) {
        return -ENOMEM;
    }
    p->state = answer;
    return probe_i64(p, "leaf", 0, 0, UINT32_MAX, &answer->leaf);
}

static int64_t cpuid_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct cpuid_answer *answer = p->state;
    uint32_t *r = answer->registers;
    (void)ns;
    for (int64_t i = 0; i < ops; i++) {
        __asm__ volatile("cpuid"
                         : "=a"(r[0]), "=b"(r[1]), "=c"(r[2]), "=d"(r[3])
                         : "0"((uint32_t)answer->leaf), "2"(0));
    }
    return ops;
}
#else
static int64_t cpuid_open(struct probe *p) {
    return probe_fail(p, ENOTSUP, "this CPU has no CPUID instruction: only x86-64 has it");
}

static int64_t cpuid_batch(struct probe *p, int64_t ops, int64_t *ns) {
    (void)p;
    (void)ops;
    (void)ns;
    return -ENOTSUP;
}
#endif

static int64_t cpuid_counter(struct probe *p, const char *name) {
    static const char *const names[] = {"eax", "ebx", "ecx", "edx"};
    const struct cpuid_answer *answer = p->state;
    for (int i = 0; i < 4; i++) {
        if (strcmp(name, names[i]) == 0) {
            return answer->registers[i];
        }
    }
    return -ENOENT;
}

static void cpuid_close(struct probe *p) {
    free(p->state);
}

static const struct probe_ops cpuid_probe = {
    .name = "cpuid",
    .open = cpuid_open,
    .batch = cpuid_batch,
    .counter = cpuid_counter,
    .close = cpuid_close,
    .batch_only = 1,
};
PROBE(cpuid_probe);
