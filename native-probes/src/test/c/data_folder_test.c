#include "check.h"

#include <pthread.h>

#define THREADS 4
#define PROOFS 200

/* Returns NULL, or the first answer that is not the wanted one. */
static void *prove(void *wanted) {
    for (int i = 0; i < PROOFS; i++) {
        int64_t handle = tare_probe_new("data-folder", "folder=.\n");
        int64_t rc = tare_probe_open(handle);
        tare_probe_close(handle);
        if (rc != *(int64_t *)wanted) {
            return (void *)(intptr_t)rc;
        }
    }
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    void *other;
    int64_t handle = tare_probe_new("data-folder", "folder=.\n");
    int64_t alone = tare_probe_open(handle);
    tare_probe_close(handle);
    /* Together they are told what one alone is told. */
    for (int i = 0; i < THREADS; i++) {
        CHECK_EQ(pthread_create(&threads[i], NULL, prove, &alone), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        CHECK_EQ(pthread_join(threads[i], &other), 0);
        CHECK_EQ((intptr_t)other, 0);
    }
    CHECK_EQ(refused("data-folder", "folder=/proc\n") < 0, 1);
    return 0;
}
