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

    /* The handicap: the same count, and a tenth of the numbers tried once more. */
    int64_t more = opened("prime", "limit=30000\nextra=10\n");
    CHECK_EQ(batch(more, 2, NULL), 3245);
    int64_t again = tare_probe_counter(more, "triedAgain");
    CHECK(again >= 2990 && again <= 3010);
    tare_probe_close(more);
    int64_t twice = opened("prime", "limit=30000\nextra=150\n");
    CHECK_EQ(batch(twice, 1, NULL), 3245);
    again = tare_probe_counter(twice, "triedAgain");
    CHECK(again >= 44950 && again <= 45050);
    tare_probe_close(twice);

    CHECK_EQ(refused("prime", "limit=2\n"), -EINVAL);
    CHECK_EQ(refused("prime", "extra=-1\n"), -EINVAL);
    CHECK_EQ(refused("prime", "limit=many\n"), -EINVAL);
    return 0;
}
