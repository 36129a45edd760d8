#include "check.h"

#include <unistd.h>

int main(void) {
    int64_t handle = opened("syscall", "");
    CHECK_EQ(batch(handle, 1000, NULL), getpid());
    CHECK_EQ(tare_probe_batch_only(handle), 1);
    tare_probe_close(handle);
    return 0;
}
