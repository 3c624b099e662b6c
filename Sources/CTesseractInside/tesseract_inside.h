// What the team knows of Tesseract's inside: three functions and the form of a list of words, as they are from version
// 5.2 on. The names are those of the C++ compiler; each says its arguments.
#pragma once

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct inside_tesseract inside_tesseract;
typedef struct inside_recogniser inside_recogniser;
typedef struct inside_word inside_word;
typedef struct inside_row inside_row;
typedef struct inside_block inside_block;

/// PointerVector<WERD_RES>. An empty one may be all zeros.
typedef struct inside_words {
    int32_t used;
    int32_t reserved;
    inside_word **data;
    /// A function that is called before it is emptied, and room to spare.
    uint64_t rest[14];
} inside_words;

#define inside_real(name) inside_real_##name
#define inside_wrapped(name) inside_wrapped_##name

/// LSTMRecognizer::RecognizeLine
#define INSIDE_RECOGNISE_LINE \
    "_ZN9tesseract14LSTMRecognizer13RecognizeLineERKNS_9ImageDataEfbdRKNS_4TBOXEPNS_13PointerVectorINS_8WERD_RESEEEii"
void inside_real(recognise_line)(
    inside_recogniser *recogniser, const void *image, float threshold, bool debug, double worst, const void *box,
    inside_words *words, int mode, int choices) __asm__("__real_" INSIDE_RECOGNISE_LINE);
void inside_wrapped(recognise_line)(
    inside_recogniser *recogniser, const void *image, float threshold, bool debug, double worst, const void *box,
    inside_words *words, int mode, int choices) __asm__("__wrap_" INSIDE_RECOGNISE_LINE);

/// WERD_RES::SetupForRecognition. `image` is a class that holds one pointer.
#define INSIDE_SET_UP \
    "_ZN9tesseract8WERD_RES19SetupForRecognitionERKNS_10UNICHARSETEPNS_9TesseractENS_5ImageEiPKNS_4TBOXEbbbPNS_3ROWEPKNS_5BLOCKE"
bool inside_real(set_up)(
    inside_word *word, const void *characters, inside_tesseract *tesseract, void *image, int mode, const void *box,
    bool numeric, bool cjk, bool detailed, inside_row *row, const inside_block *block) __asm__("__real_" INSIDE_SET_UP);
bool inside_wrapped(set_up)(
    inside_word *word, const void *characters, inside_tesseract *tesseract, void *image, int mode, const void *box,
    bool numeric, bool cjk, bool detailed, inside_row *row, const inside_block *block) __asm__("__wrap_" INSIDE_SET_UP);

/// Tesseract::LSTMRecognizeWord
#define INSIDE_RECOGNISE_WORD \
    "_ZN9tesseract9Tesseract17LSTMRecognizeWordERKNS_5BLOCKEPNS_3ROWEPNS_8WERD_RESEPNS_13PointerVectorIS6_EE"
void inside_real(recognise_word)(
    inside_tesseract *tesseract, const inside_block *block, inside_row *row, inside_word *word,
    inside_words *words) __asm__("__real_" INSIDE_RECOGNISE_WORD);
void inside_wrapped(recognise_word)(
    inside_tesseract *tesseract, const inside_block *block, inside_row *row, inside_word *word,
    inside_words *words) __asm__("__wrap_" INSIDE_RECOGNISE_WORD);

/// Whether a list that was filled has the form of `inside_words`.
static inline bool inside_words_are_sound(const inside_words *words) {
    if (words->used < 1 || words->used > words->reserved || words->reserved > 1 << 16 || !words->data) return false;
    for (int i = 0; i < words->used; i++) {
        if (!words->data[i]) return false;
    }
    return true;
}

/// Operator delete[].
void inside_free(void *data) __asm__("_ZdaPv");

/// Moves the words of `from` into `to`, which is empty.
static inline void inside_exchange_words(inside_words *to, inside_words *from) {
    inside_free(to->data);
    to->used = from->used;
    to->reserved = from->reserved;
    to->data = from->data;
    from->used = from->reserved = 0;
    from->data = NULL;
}
