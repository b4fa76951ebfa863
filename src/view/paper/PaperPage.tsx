/** What the paper's authors published, beside what this lab computes. */
export default function PaperPage() {
  return (
    <main className="page">
      <h2>The paper’s results</h2>
    </main>
  );
}
