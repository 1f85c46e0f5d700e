import { versionAfter, type PendingAnswer } from "@/components/review/outbox";
import type { useOutbox } from "@/components/review/use-outbox";
import { Button } from "@/components/ui/button";
import type { MyWork } from "@/server/services/review/my-work";

interface RefusedAnswersProps {
  readonly outbox: ReturnType<typeof useOutbox>;
  readonly work: MyWork;
}

const answerText = ({ answer }: PendingAnswer): string =>
  answer.state === "answered" ? Object.values(answer.values).join(", ") : answer.state;

/** Answers that the server did not take: they stay here until a person decides. */
export const RefusedAnswers = ({ outbox, work }: RefusedAnswersProps) => {
  const refused = outbox.outbox.filter(({ refusal }) => refusal !== null);
  const sendOver = (pending: PendingAnswer) => {
    const known = work.mine.find(({ documentId }) => documentId === pending.documentId)?.version ?? 0;
    const others = outbox.outbox.filter(({ change }) => change !== pending.change);
    outbox.drop(pending.change);
    outbox.add({
      ...pending,
      change: crypto.randomUUID(),
      base: versionAfter(others, pending.documentId, known),
      refusal: null,
    });
  };
  return refused.map((pending) => (
    <div
      key={pending.change}
      role="alert"
      className="flex flex-wrap items-center gap-2 border-b border-warning bg-warning-soft px-4 py-2 text-sm"
    >
      <p className="min-w-0 flex-1">
        Your answer “{answerText(pending)}” was not taken: {pending.refusal}
      </p>
      <Button onClick={() => outbox.drop(pending.change)}>Drop mine</Button>
      <Button variant="primary" onClick={() => sendOver(pending)}>
        Send it over what stands
      </Button>
    </div>
  ));
};
