/* One cheap system call that no vDSO answers: the price of entering the kernel. */
#include "probe.h"

#include <sys/syscall.h>
#include <unistd.h>

static int64_t syscall_open(struct probe *p) {
    (void)p;
    return 0;
}

/* Returns the last answer: this process's id. */
static int64_t syscall_batch(struct probe *p, int64_t ops, int64_t *ns) {
    (void)p;
    (void)ns;
    int64_t pid = 0;
    for (int64_t i = 0; i < ops; i++) {
        pid = syscall(SYS_getpid);
    }
    return pid;
}

static const struct probe_ops syscall_probe = {
    .name = "syscall",
    .open = syscall_open,
    .batch = syscall_batch,
    .batch_only = 1,
};
PROBE(syscall_probe);
