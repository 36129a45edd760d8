#include "check.h"

int main(void) {
    int64_t ns[3] = {0, 0, 0};
    int64_t prime = opened("prime", "limit=30000\n");
    CHECK_EQ(batch(prime, 1, NULL), 3245);
    CHECK_EQ(batch(prime, 2, ns), 3245);
    CHECK(ns[0] > 0 && ns[1] > 0);
    CHECK_EQ(ns[2], 0);
    tare_probe_close(prime);

    int64_t small = opened("prime", "limit=10\n");
    CHECK_EQ(batch(small, 1, NULL), 4);
    tare_probe_close(small);

    CHECK_EQ(refused("prime", "limit=2\n"), -EINVAL);
    CHECK_EQ(refused("prime", "limit=many\n"), -EINVAL);
    return 0;
}
