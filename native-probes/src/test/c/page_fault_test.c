#define _GNU_SOURCE
#include "check.h"

#include <string.h>
#include <sys/resource.h>

static int64_t faults(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_minflt;
}

/* Every touch is a fault, also when the mapping is used up within a batch. */
static void faults_at_every_touch(const char *config, int ops) {
    int64_t ns[100] = {0};
    int64_t handle = opened("page-fault", config);
    int64_t before = faults();
    CHECK_EQ(batch(handle, ops, ns), ops);
    CHECK(faults() - before >= ops);
    for (int i = 0; i < ops; i++) {
        CHECK(ns[i] > 0);
    }
    CHECK_EQ(batch(handle, 0, NULL), 0);
    CHECK_EQ(batch(handle, 1, NULL), 1);
    CHECK_EQ(batch(handle, 0, NULL), 0);
    tare_probe_close(handle);
}

int main(void) {
    faults_at_every_touch("", 100);
    CHECK_EQ(refused("page-fault", "pages=tiny\n"), -EINVAL);
    int64_t huge = tare_probe_new("page-fault", "pages=huge\n");
    if (tare_probe_open(huge) < 0) {
        CHECK(strstr(tare_probe_reason(huge), "vm.nr_hugepages="));
        SKIP("huge pages: %s", tare_probe_reason(huge));
    }
    tare_probe_close(huge);
    faults_at_every_touch("pages=huge\n", 70);
    return 0;
}
