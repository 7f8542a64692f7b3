/**
 * A queue of one: while a question is being answered, only the newest of those that follow waits.
 *
 * @param ask answers a question
 * @param tell gets every answer that was still wanted when it came
 * @param fail gets what `ask` throws
 */
export function latestWins<Q, A>({
  ask,
  tell,
  fail,
}: {
  readonly ask: (question: Q) => Promise<A>;
  readonly tell: (answer: A, question: Q) => void;
  readonly fail: (error: unknown) => void;
}): (question: Q) => void {
  let busy = false;
  let waiting: { readonly question: Q } | null = null;
  const next = async (question: Q): Promise<void> => {
    busy = true;
    try {
      tell(await ask(question), question);
    } catch (error) {
      fail(error);
    }
    busy = false;
    const following = waiting;
    waiting = null;
    if (following !== null) void next(following.question);
  };
  return (question) => {
    if (busy) waiting = { question };
    else void next(question);
  };
}
