#include "line_team.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "tesseract_inside.h"

/// Who reads a line.
typedef enum {
    /// Nobody yet.
    LINE_FREE,
    /// The leader, now or before.
    LINE_OF_LEADER,
    /// A thread of the team is at it.
    LINE_LENT,
    /// A thread of the team has read it.
    LINE_READ,
} line_state;

typedef struct {
    inside_word *word;
    inside_row *row;
    const inside_block *block;
    line_state state;
    inside_words words;
} team_line;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

// All of the page that is open; under the lock once it is shown to the team.
static team_line *lines;
static int count, capacity;
static inside_tesseract *reader;
static bool is_shown;
/// Lines before it are taken by the leader; those from `end` on by the team.
static int place, end;

static int threads, allowed, running, working;
static long lines_read;
/// Of a thread of the team.
static _Thread_local inside_recogniser *own;
/// Whether this thread recognises the page that is open.
static _Thread_local bool leads;

static _Thread_local inside_recogniser *last_recogniser;

void *line_team_recogniser(void) { return last_recogniser; }

void line_team_forget_recogniser(void) { last_recogniser = NULL; }

long line_team_lines_read(void) {
    pthread_mutex_lock(&lock);
    long number = lines_read;
    pthread_mutex_unlock(&lock);
    return number;
}

// What the linker puts into the place of Tesseract's functions.

void inside_wrapped(recognise_line)(
    inside_recogniser *recogniser, const void *image, float threshold, bool debug, double worst, const void *box,
    inside_words *words, int mode, int choices) {
    if (own) return inside_real(recognise_line)(own, image, threshold, debug, worst, box, words, mode, choices);
    bool was_empty = words->used == 0;
    inside_real(recognise_line)(recogniser, image, threshold, debug, worst, box, words, mode, choices);
    if (was_empty && inside_words_are_sound(words)) last_recogniser = recogniser;
}

static void add(team_line line) {
    if (count == capacity) {
        int room = capacity ? 2 * capacity : 256;
        team_line *larger = realloc(lines, (size_t)room * sizeof *lines);
        if (!larger) return;  // the leader then reads the line itself
        lines = larger;
        capacity = room;
    }
    lines[count++] = line;
}

/// Tesseract calls it for all lines of a page before it reads the first.
bool inside_wrapped(set_up)(
    inside_word *word, const void *characters, inside_tesseract *tesseract, void *image, int mode, const void *box,
    bool numeric, bool cjk, bool detailed, inside_row *row, const inside_block *block) {
    bool is_text = inside_real(set_up)(
        word, characters, tesseract, image, mode, box, numeric, cjk, detailed, row, block);
    if (is_text && leads && !is_shown) add((team_line){.word = word, .row = row, .block = block});
    return is_text;
}

static int find(const inside_word *word, int from) {
    while (from < count && lines[from].word != word) from++;
    return from;
}

/// Each line was set up twice: as it is, and as the word that is read. `first` is the first of the latter.
static void choose_lines(int first) {
    for (int i = 0; i < count; i++) {
        if (i < first || (i - first) % 2 != 0) lines[i].state = LINE_OF_LEADER;
    }
}

static void show_page(inside_tesseract *tesseract, const inside_word *word) {
    int first = find(word, 0);
    if (first < count) choose_lines(first);
    reader = tesseract;
    end = count;
    is_shown = true;
    pthread_cond_broadcast(&changed);
}

/// The leader comes to a line.
/// - Returns: whether it was read by the team; its words are then in `words`.
static bool take_over(inside_tesseract *tesseract, const inside_word *word, inside_words *words) {
    pthread_mutex_lock(&lock);
    if (!is_shown) show_page(tesseract, word);
    int index = find(word, place);
    bool was_read = false;
    if (index < count) {
        place = index + 1;
        while (lines[index].state == LINE_LENT) pthread_cond_wait(&changed, &lock);
        was_read = lines[index].state == LINE_READ;
        if (was_read) inside_exchange_words(words, &lines[index].words);
        lines[index].state = LINE_OF_LEADER;
    }
    pthread_mutex_unlock(&lock);
    return was_read;
}

void inside_wrapped(recognise_word)(
    inside_tesseract *tesseract, const inside_block *block, inside_row *row, inside_word *word, inside_words *words) {
    if (leads && take_over(tesseract, word, words)) return;
    inside_real(recognise_word)(tesseract, block, row, word, words);
}

/// The last line that nobody reads, if the thread `number` may take it; else NULL.
static team_line *next_line(int number) {
    if (!is_shown || number >= allowed) return NULL;
    while (end > place && lines[end - 1].state != LINE_FREE) end--;
    return end > place ? &lines[end - 1] : NULL;
}

typedef struct {
    inside_recogniser *recogniser;
    int number;
} member;

static void *work(void *context) {
    member me = *(member *)context;
    free(context);
    own = me.recogniser;
    pthread_mutex_lock(&lock);
    running++;
    pthread_cond_broadcast(&changed);
    for (;;) {
        team_line *line = next_line(me.number);
        if (!line) {
            pthread_cond_wait(&changed, &lock);
            continue;
        }
        line->state = LINE_LENT;
        working++;
        pthread_mutex_unlock(&lock);
        inside_real(recognise_word)(reader, line->block, line->row, line->word, &line->words);
        pthread_mutex_lock(&lock);
        line->state = LINE_READ;
        working--;
        lines_read++;
        pthread_cond_broadcast(&changed);
    }
    return NULL;
}

static void start_thread(inside_recogniser *recogniser) {
    member *me = malloc(sizeof *me);
    if (!me) return;
    *me = (member){.recogniser = recogniser, .number = threads};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 20);
    pthread_t thread;
    int error = pthread_create(&thread, &attributes, work, me);
    pthread_attr_destroy(&attributes);
    if (error) free(me);
    else threads++;
}

void line_team_start(void *const recognisers[], int number) {
    for (int i = 0; i < number; i++) start_thread(recognisers[i]);
    pthread_mutex_lock(&lock);
    while (running < threads) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

void line_team_allow(int number) {
    pthread_mutex_lock(&lock);
    allowed = number;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

void line_team_open_page(void) {
    leads = threads > 0;
}

void line_team_close_page(void) {
    if (!leads) return;
    leads = false;
    pthread_mutex_lock(&lock);
    is_shown = false;
    while (working > 0) pthread_cond_wait(&changed, &lock);
    // Lines that were read and not taken over are left by a page that was given up, and its process ends.
    count = place = end = 0;
    pthread_mutex_unlock(&lock);
}
