// recognise PROCESSES IMAGE…: reads every image in so many processes, each with one loaded model, which take the next
// image when they have read one. Prints the text.
#define _GNU_SOURCE
#include <leptonica/allheaders.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <tesseract/capi.h>
#include <unistd.h>

static int recognise(TessBaseAPI *engine, const char *path) {
    PIX *image = pixRead(path);
    if (image == NULL) return 0;
    TessBaseAPISetImage2(engine, image);
    char *text = TessBaseAPIGetUTF8Text(engine);
    if (text == NULL) return 0;
    fputs(text, stdout);
    TessDeleteText(text);
    TessBaseAPIClear(engine);
    pixDestroy(&image);
    return 1;
}

static int work(atomic_int *next, int count, char **paths) {
    TessBaseAPI *engine = TessBaseAPICreate();
    if (TessBaseAPIInit2(engine, NULL, "eng", OEM_LSTM_ONLY) != 0) return 1;
    // What the tesseract command does unless told otherwise.
    TessBaseAPISetPageSegMode(engine, PSM_AUTO);
    for (int i; (i = atomic_fetch_add(next, 1)) < count;)
        if (!recognise(engine, paths[i])) return 1;
    TessBaseAPIDelete(engine);
    return 0;
}

int main(int count, char **arguments) {
    atomic_int *next = mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int processes = atoi(arguments[1]), failures = 0, status;
    for (int i = 0; i < processes; i++)
        if (fork() == 0) exit(work(next, count - 2, arguments + 2));
    while (wait(&status) > 0) failures += status != 0;
    return failures != 0;
}
