#pragma once

/// Threads that read lines of a page for the thread that recognises it, the leader. Tesseract reads the lines that it
/// found one after the other; what one line says does not depend on another. With a team, other threads read lines from
/// the last upwards meanwhile, each with a line recogniser of its own, and the leader takes over what they have read when
/// it comes to it: the result is the same to the byte.
///
/// Three functions of Tesseract are wrapped for that by the linker (see Package.swift). They are internal to it: when
/// a version has them no more, the program does not link, and when it hands lines on in another form, no recogniser is
/// lent (`line_team_recogniser`). One team in a process.

/// The line recogniser that read a line last in this thread, or NULL when none did or the words that it left were not
/// where this team would look for them.
void *line_team_recogniser(void);

/// Forgets it.
void line_team_forget_recogniser(void);

/// Starts a thread for each of `count` recognisers, which belong to them from then on; returns when all run. They read
/// nothing before they are allowed to. Where the system has no more threads, there are fewer.
void line_team_start(void *const recognisers[], int count);

/// How many of the threads may take further lines from now on. One that is at a line ends it.
void line_team_allow(int count);

/// The calling thread is about to recognise one page, with a recogniser that the team's are equal to.
void line_team_open_page(void);

/// It has recognised it, or given it up. Returns when no thread works on the page.
void line_team_close_page(void);

/// How many lines the threads of the team have read, of all pages.
long line_team_lines_read(void);
