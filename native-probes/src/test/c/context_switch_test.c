#include "check.h"

#include <string.h>

static void comes_back(const char *config) {
    int64_t ns[301] = {0};
    int64_t handle = opened("context-switch", config);
    CHECK_EQ(batch(handle, 300, ns), 300);
    for (int i = 0; i < 300; i++) {
        CHECK(ns[i] > 0);
    }
    CHECK_EQ(ns[300], 0);
    CHECK_EQ(batch(handle, 300, NULL), 300);
    tare_probe_close(handle);
}

int main(void) {
    comes_back("");
    comes_back("cpus=same\n");
    CHECK_EQ(refused("context-switch", "cpus=three\n"), -EINVAL);
    if (probe_allowed_cpu(0) == probe_allowed_cpu(1)) {
        CHECK_EQ(refused("context-switch", "cpus=two\n"), -ENODEV);
        SKIP("cpus=two: one CPU is allowed to this process");
    }
    comes_back("cpus=two\n");
    return 0;
}
