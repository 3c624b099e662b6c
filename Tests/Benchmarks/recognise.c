// recognise IMAGE…: reads every image with one loaded model; prints the text.
#include <leptonica/allheaders.h>
#include <stdio.h>
#include <tesseract/capi.h>

int main(int count, char **arguments) {
    TessBaseAPI *engine = TessBaseAPICreate();
    if (TessBaseAPIInit2(engine, NULL, "eng", OEM_LSTM_ONLY) != 0) return 1;
    for (int i = 1; i < count; i++) {
        PIX *image = pixRead(arguments[i]);
        if (image == NULL) return 1;
        TessBaseAPISetImage2(engine, image);
        char *text = TessBaseAPIGetUTF8Text(engine);
        if (text == NULL) return 1;
        fputs(text, stdout);
        TessDeleteText(text);
        TessBaseAPIClear(engine);
        pixDestroy(&image);
    }
    TessBaseAPIDelete(engine);
    return 0;
}
