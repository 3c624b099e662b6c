/* The ring and its tickets, step by step: Sources/SharedRing.
 *
 * One step of the model is one access to shared memory, or one system call. Producers may be killed before every
 * step; each has a heir with the same ticket, or none. A producer may give up waiting, which its time limit or a
 * replaced segment makes it do. The consumer may take a claimed slot away at any time, as grace has no length here.
 * Nothing waits with a time limit: whatever a time limit would have to rescue is a deadlock.
 *
 * Searched to the end, the model says: no assertion fails, no execution is stuck, and (`pan -l`, as no step is marked
 * as progress) none goes on for ever. So each producer that lives and waits is answered.
 *
 * Interleavings are sequentially consistent. What a missing fence would allow is among the faults.
 *
 * FAULT_... builds a model with one deliberate fault; RETIRE lets the consumer be killed too, and its successor
 * retire the segment.
 */

#ifndef FIRST
#define FIRST 2        /* requests of one producer */
#endif
#ifndef SECOND
#define SECOND 1       /* and of the other */
#endif
#ifndef DEATHS
#define DEATHS 1       /* of producers, together */
#endif
#ifndef GIVE_UPS
#define GIVE_UPS 1     /* together */
#endif
#ifndef ABANDONS
#define ABANDONS 1     /* of slots whose claimer lives; those of dead ones are abandoned always */
#endif

#define PRODUCERS 2
#define SLOTS 2
/* Counters wrap: positions, and both widths of a generation. All begin shortly before that. */
#define POSITIONS 16
#define GENERATIONS 16
#define SLOT_GENERATIONS 4

/* TicketState.Phase */
#define IDLE 0
#define FILLED 1
#define TAKEN 2
#define ANSWERED 3

#define NEXT(x, modulus) (((x) + 1) % (modulus))
#define LAP(position) (((position) + SLOTS) % POSITIONS)
/* SlotWord.lead(over:) < 0 */
#define BEHIND(a, b) (((b) - (a) + POSITIONS) % POSITIONS > 0 && ((b) - (a) + POSITIONS) % POSITIONS <= POSITIONS / 2)

/* SlotWord */
typedef Slot { byte position; bit published; byte ticket; byte generation }
/* TicketTable: the state word, the record in two words, the verdict, and the futex's sleeper. */
typedef Ticket { byte phase; byte generation; bit retired; byte first; byte second; byte verdict; bit asleep }

Slot slots[SLOTS];
Ticket tickets[PRODUCERS];
byte tail = POSITIONS - 1;
byte sleepWord = 0;
bit bell = 0;
bit segmentRetired = 0;

/* The number of the sleep that a producer saw; 0: none. Of a sleep's number only equality counts, so a sleep gets the
 * least that nobody holds. */
byte seenSleep[PRODUCERS];
#define IS_HELD(n) (seenSleep[0] == (n) || seenSleep[1] == (n))
#define NEW_SLEEP (!IS_HELD(1) -> 1 : (!IS_HELD(2) -> 2 : 3))

/* Known to the model alone: what became of the record that a ticket bears, and whose a claimed slot is. A record is
 * told by its ticket and generation. */
#define RECORD(ticket, generation) ((ticket) * GENERATIONS + (generation))
byte current[PRODUCERS];
bit published[PRODUCERS];
bit taken[PRODUCERS];
bit promisedUntaken[PRODUCERS];
bit orphaned[SLOTS];
byte deaths = 0;
byte giveUps = 0;
byte abandons = 0;
bit consumerDied = 0;

#define IS_FREE(index, at) (slots[index].position == (at) && !slots[index].published)
#define STATE_IS(t, p, g) (tickets[t].phase == (p) && tickets[t].generation == (g) && !tickets[t].retired)

/* SlotWord.matches(generation:) */
#ifdef FAULT_NO_GENERATION_IN_SLOT
#define MATCHES(t, low) true
#else
#define MATCHES(t, low) (tickets[t].generation % SLOT_GENERATIONS == (low))
#endif

inline free(index, at) {
    slots[index].position = at; slots[index].published = 0; slots[index].ticket = 0; slots[index].generation = 0
}

#ifdef FAULT_CLEAR_ANY_SLEEP
#define CLEAR_SLEEP sleepWord = 0
#else
#define CLEAR_SLEEP if :: sleepWord == seenSleep[me] -> sleepWord = 0 :: else fi
#endif

/* SIGKILL, or one more step. */
#define MAY_DIE if :: deaths < DEATHS -> deaths++; goto killed :: true fi

/* Delivery.run, with CommandProducer.deliver around it. */
proctype Producer(byte me; byte requests) {
    byte generation, position, number, seenPhase, seenGeneration;
    bit exchanged;

send:
    /* A request, or the same one once more (`CommandProducer.deliver`): a try has its own number either way. */
    atomic {
        position = 0; number = 0; seenPhase = 0; seenGeneration = 0; generation = 0; exchanged = 0;
        if :: requests == 0 || segmentRetired -> goto done :: else fi
    };

    /* TicketTable.renew */
    atomic { seenPhase = tickets[me].phase; seenGeneration = tickets[me].generation };
renew:
    atomic {
        MAY_DIE;
        if
        :: tickets[me].retired -> goto done
        :: !tickets[me].retired && tickets[me].phase == seenPhase && tickets[me].generation == seenGeneration ->
#ifndef FAULT_FILL_WITHOUT_RENEWAL
            tickets[me].phase = IDLE;
            tickets[me].generation = NEXT(seenGeneration, GENERATIONS);
#endif
            generation = NEXT(seenGeneration, GENERATIONS);
            seenPhase = 0; seenGeneration = 0;
            current[me] = RECORD(me, generation); published[me] = 0; taken[me] = 0; promisedUntaken[me] = 0
        :: else -> seenPhase = tickets[me].phase; seenGeneration = tickets[me].generation; goto renew
        fi
    };
    /* TicketTable.fill */
    atomic { MAY_DIE; tickets[me].first = current[me] };
    atomic { MAY_DIE; tickets[me].second = current[me] };
    atomic {
        MAY_DIE;
#ifdef FAULT_FILL_WITHOUT_RENEWAL
        tickets[me].generation = generation; tickets[me].phase = FILLED
#else
        if
        :: STATE_IS(me, IDLE, generation) -> tickets[me].phase = FILLED
        :: else -> assert(tickets[me].retired); goto done
        fi
#endif
    };

    /* CommandRing.claim */
claim:
    atomic { position = tail };
look:
    atomic {
        if
        :: IS_FREE(position % SLOTS, position) -> exchanged = 1
        :: else -> exchanged = 0; number = slots[position % SLOTS].position
        fi
    };
    atomic {
        MAY_DIE;
        if
        :: exchanged && tail == position ->
            tail = NEXT(tail, POSITIONS);
            exchanged = 0; goto claimed
        :: exchanged && tail != position -> exchanged = 0; position = tail; goto look
        :: !exchanged && tail == position && BEHIND(number, position) -> number = 0; goto noRoom
        :: else -> number = 0; position = tail; goto look
        fi
    };
    /* Delivery.publish: the ring is full, maybe of claims whose producers died before they rang. Ring, pause, try
     * again. */
noRoom:
#ifndef FAULT_SILENT_WHEN_FULL
    atomic { seenSleep[me] = sleepWord; if :: sleepWord == 0 -> goto pause :: else fi };
    atomic { MAY_DIE; bell = 1 };
    atomic { MAY_DIE; CLEAR_SLEEP; seenSleep[me] = 0 };
pause:
#endif
    atomic {
        if
        :: IS_FREE(tail % SLOTS, tail) -> goto claim
#ifndef FAULT_SILENT_WHEN_FULL
        :: !IS_FREE(tail % SLOTS, tail) && sleepWord != 0 -> goto claim
#endif
        :: segmentRetired -> goto takeBack
        :: giveUps < GIVE_UPS -> giveUps++; goto takeBack
        :: deaths < DEATHS -> deaths++; goto killed
        fi
    };

    /* CommandRing.publish */
claimed:
    atomic {
        if
        :: deaths < DEATHS ->
            deaths++;
            if :: IS_FREE(position % SLOTS, position) -> orphaned[position % SLOTS] = 1 :: else fi;
            goto killed
        :: true
        fi;
        if
#ifdef FAULT_PUBLISH_BY_STORE
        :: true ->
#else
        :: IS_FREE(position % SLOTS, position) ->
#endif
            slots[position % SLOTS].position = position;
            slots[position % SLOTS].published = 1;
            published[me] = 1;
            slots[position % SLOTS].ticket = me;
            slots[position % SLOTS].generation = generation % SLOT_GENERATIONS;
            position = 0
#ifndef FAULT_PUBLISH_BY_STORE
        :: else ->
            position = 0;
            if
            :: segmentRetired -> goto takeBack
            :: !segmentRetired -> goto claim
            :: giveUps < GIVE_UPS -> giveUps++; goto takeBack
            fi
#endif
        fi
    };

    /* SleepWord.ring */
    atomic { seenSleep[me] = sleepWord; if :: sleepWord == 0 -> goto await :: else fi };
#ifdef FAULT_CLEAR_BEFORE_RING
    atomic { MAY_DIE; CLEAR_SLEEP };
    atomic { MAY_DIE; bell = 1; seenSleep[me] = 0 };
#else
    atomic { MAY_DIE; bell = 1 };
    atomic { MAY_DIE; CLEAR_SLEEP; seenSleep[me] = 0 };
#endif

    /* Delivery.awaitVerdict */
await:
    atomic {
        seenPhase = tickets[me].phase;
        if
        :: tickets[me].retired -> goto retired
        :: else -> assert(tickets[me].generation == generation)
        fi;
        if :: seenPhase == ANSWERED -> goto answered :: else fi
    };
    atomic {
        MAY_DIE;
        if
        :: giveUps < GIVE_UPS -> giveUps++; goto takeBack
        /* TicketTable.wait: the kernel compares and sleeps in one step. */
        :: STATE_IS(me, seenPhase, generation) -> tickets[me].asleep = 1
        :: else -> goto await
        fi
    };
    atomic {
        if
        :: !tickets[me].asleep -> goto await
        :: deaths < DEATHS -> deaths++; goto killed
        :: giveUps < GIVE_UPS -> giveUps++; tickets[me].asleep = 0; goto takeBack
        fi
    };

    /* Delivery.end */
answered:
    atomic {
        assert(tickets[me].verdict == current[me]);
        assert(taken[me]);
        requests--;
        goto send
    };
retired:
    atomic {
        if
        :: tickets[me].phase == TAKEN
        :: tickets[me].phase == ANSWERED -> assert(tickets[me].verdict == current[me])
        :: tickets[me].phase == FILLED ->
            assert(!taken[me]);
            promisedUntaken[me] = 1
        fi;
        goto done
    };

    /* Delivery.takeBack: TicketTable.withdraw, else what the state says. */
takeBack:
    atomic {
        MAY_DIE;
        seenPhase = 0; position = 0; number = 0;
        if
        :: STATE_IS(me, FILLED, generation) ->
            tickets[me].phase = IDLE;
            tickets[me].generation = NEXT(generation, GENERATIONS);
            assert(!taken[me]);
            promisedUntaken[me] = 1;
            if
            :: requests--
            :: true
            fi;
            goto send
        :: else
        fi
    };
    atomic {
        MAY_DIE;
        if
        :: tickets[me].retired -> goto retired
        :: !tickets[me].retired && tickets[me].phase == ANSWERED -> goto answered
        :: else ->
            assert(tickets[me].phase == TAKEN && taken[me]);
            if
            :: requests--
            :: true
            fi;
            goto send
        fi
    };

    /* TicketBlock: the kernel frees the block's lock, and the heir's first fill starts a new generation. */
killed:
    atomic {
        seenSleep[me] = 0;
        position = 0; number = 0; seenPhase = 0; seenGeneration = 0; generation = 0; exchanged = 0;
        tickets[me].asleep = 0;
        if
        :: requests > 0 -> requests--; goto send
        :: goto done
        fi
    };
done:
    skip
}

/* What the consumer owes: taken records without a verdict. The batch that is on its way to the disk. */
chan owed = [PRODUCERS * 3] of { byte };

#ifdef RETIRE
#define CONSUMER_MAY_DIE if :: consumerDied = 1; goto dead :: true fi
#else
#define CONSUMER_MAY_DIE skip
#endif

/* CommandConsumer, and the loop of Supervisor around it. */
proctype Consumer() {
    byte head = POSITIONS - 1, ticket, generation, first, second, record;
    bit committed;

next:
    atomic {
        ticket = 0; generation = 0; record = 0;
        CONSUMER_MAY_DIE;
        if
        :: goto front
        :: nempty(owed) -> goto answer
        fi
    };

    /* CommandRing.front */
front:
    atomic {
        if
        :: slots[head % SLOTS].published && slots[head % SLOTS].position == head ->
            ticket = slots[head % SLOTS].ticket;
            generation = slots[head % SLOTS].generation;
            goto take
        :: else ->
            /* No word is ever astray, so nothing is to be repaired. */
            assert(IS_FREE(head % SLOTS, head));
        fi
    };
    atomic {
        CONSUMER_MAY_DIE;
        if
        :: tail == head -> goto prepareToSleep
        :: else -> assert((tail - head + POSITIONS) % POSITIONS <= SLOTS)
        fi
    };
    /* CommandConsumer.abandonIfOverdue */
    atomic {
        if
        :: !IS_FREE(head % SLOTS, head) -> goto next
        :: nempty(owed) -> goto answer
#ifndef FAULT_NEVER_ABANDON
        :: abandons < ABANDONS && !orphaned[head % SLOTS] -> abandons++
        :: orphaned[head % SLOTS] -> orphaned[head % SLOTS] = 0
#endif
#ifdef RETIRE
        :: consumerDied = 1; goto dead
#endif
        fi
    };
    /* CommandRing.abandon */
    atomic {
        if
#ifdef FAULT_ABANDON_BY_STORE
        :: true ->
#else
        :: IS_FREE(head % SLOTS, head) ->
#endif
            free(head % SLOTS, LAP(head));
            head = NEXT(head, POSITIONS)
#ifndef FAULT_ABANDON_BY_STORE
        :: else
#endif
        fi;
        goto next
    };

    /* TicketTable.take */
take:
    atomic {
        CONSUMER_MAY_DIE;
        if
        :: tickets[ticket].phase == FILLED && !tickets[ticket].retired && MATCHES(ticket, generation) ->
            generation = tickets[ticket].generation
        :: else -> goto advance
        fi
    };
    atomic { CONSUMER_MAY_DIE; first = tickets[ticket].first };
    atomic { CONSUMER_MAY_DIE; second = tickets[ticket].second };
    atomic {
        CONSUMER_MAY_DIE;
        if
#ifdef FAULT_TAKE_BY_STORE
        :: true ->
#else
        :: STATE_IS(ticket, FILLED, generation) ->
#endif
            tickets[ticket].phase = TAKEN;
            assert(first == second);
            assert(first == current[ticket]);
            assert(published[ticket]);
            assert(!taken[ticket]);
            assert(!promisedUntaken[ticket]);
            taken[ticket] = 1;
            owed!first
#ifndef FAULT_TAKE_BY_STORE
        :: else
#endif
        fi
    };
    /* CommandRing.advance, a step of its own: a producer may look before it. */
advance:
    atomic {
        CONSUMER_MAY_DIE;
        ticket = 0; generation = 0; first = 0; second = 0;
        free(head % SLOTS, LAP(head));
        head = NEXT(head, POSITIONS);
        goto next
    };

    /* TicketTable.answer */
answer:
    atomic {
        CONSUMER_MAY_DIE;
        owed?record;
        ticket = record / GENERATIONS; generation = record % GENERATIONS;
#ifndef FAULT_ANSWER_ANY_GENERATION
        if :: STATE_IS(ticket, TAKEN, generation) :: else -> goto next fi
#endif
    };
    atomic { CONSUMER_MAY_DIE; tickets[ticket].verdict = record };
#ifdef FAULT_WAKE_BEFORE_ANSWER
    atomic { CONSUMER_MAY_DIE; tickets[ticket].asleep = 0 };
#endif
    atomic {
        CONSUMER_MAY_DIE;
        if
#ifdef FAULT_ANSWER_ANY_GENERATION
        :: tickets[ticket].phase == TAKEN ->
#else
        :: STATE_IS(ticket, TAKEN, generation) ->
#endif
            tickets[ticket].phase = ANSWERED
        :: else -> goto next
        fi
    };
#ifndef FAULT_WAKE_BEFORE_ANSWER
    atomic { CONSUMER_MAY_DIE; tickets[ticket].asleep = 0 };
#endif
    goto next;

    /* CommandConsumer.prepareToSleep */
prepareToSleep:
#ifdef FAULT_LOOK_BEFORE_ANNOUNCE
    /* What the processor may make of it without the fence in SleepWord.announce. */
    atomic { CONSUMER_MAY_DIE; if :: tail != head -> goto next :: else fi };
    atomic { CONSUMER_MAY_DIE; sleepWord = NEW_SLEEP };
#else
    atomic { CONSUMER_MAY_DIE; sleepWord = NEW_SLEEP };
    atomic { CONSUMER_MAY_DIE; if :: tail != head -> goto clear :: else fi };
#endif
    /* Supervisor.wait: poll, until a ring or the end of a commit. Here it may rest for good. */
endAsleep:
    atomic {
        if
        :: bell -> committed = 0
        :: nempty(owed) -> committed = 1
#ifdef RETIRE
        :: consumerDied = 1; goto dead
#endif
        fi
    };
    /* CommandConsumer.wake */
    atomic { CONSUMER_MAY_DIE; sleepWord = 0 };
    atomic {
        CONSUMER_MAY_DIE;
        bell = 0;
        if
        :: committed -> committed = 0; goto answer
        :: else -> goto next
        fi
    };
clear:
    atomic { CONSUMER_MAY_DIE; sleepWord = 0; goto next };
dead:
    skip
}

#ifdef RETIRE
/* The next supervisor: CommandSegment.retirePredecessor. Producers send again on its own segment, where all begins
 * as it did here. */
proctype Successor() {
    byte ticket = 0;
    consumerDied;
    segmentRetired = 1;
    do
    :: ticket < PRODUCERS ->
        tickets[ticket].retired = 1;
#ifndef FAULT_RETIRE_WITHOUT_WAKING
        tickets[ticket].asleep = 0;
#endif
        ticket++
    :: else -> break
    od
}
#endif

init {
    atomic {
        free((POSITIONS - 1) % SLOTS, POSITIONS - 1);
        free(0, 0);
        tickets[0].generation = GENERATIONS - 2;
        tickets[1].generation = GENERATIONS - 2;
        run Producer(0, FIRST);
        run Producer(1, SECOND);
        run Consumer();
#ifdef RETIRE
        run Successor()
#endif
    }
}
