#include "check.h"

#include <string.h>

#define LINES 512

/* Every line is reached once before the first one comes back. */
static void visits_every_line(const char *config) {
    char visited[LINES] = {0};
    int64_t handle = opened("chase", config);
    for (int i = 0; i < LINES; i++) {
        int64_t line = batch(handle, 1, NULL);
        CHECK(line >= 0 && line < LINES);
        CHECK(!visited[line]);
        visited[line] = 1;
    }
    CHECK_EQ(batch(handle, LINES, NULL), 0);
    CHECK_EQ(batch(handle, LINES + 13, NULL), batch(handle, 2 * LINES, NULL));
    CHECK_EQ(tare_probe_batch_only(handle), 1);
    tare_probe_close(handle);
}

int main(void) {
    visits_every_line("bytes=32768\n");
    CHECK_EQ(refused("chase", "bytes=64\n"), -EINVAL);
    CHECK_EQ(refused("chase", "pages=tiny\n"), -EINVAL);

    int64_t huge = tare_probe_new("chase", "bytes=32768\npages=huge\n");
    if (tare_probe_open(huge) < 0) {
        CHECK(strstr(tare_probe_reason(huge), "vm.nr_hugepages=1"));
        SKIP("huge pages: %s", tare_probe_reason(huge));
    }
    tare_probe_close(huge);
    visits_every_line("bytes=32768\npages=huge\n");
    return 0;
}
