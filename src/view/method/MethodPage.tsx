/** The method: its equations, where they come from, and where this lab departs from them. */
export default function MethodPage() {
  return (
    <main className="page">
      <h2>Method</h2>
    </main>
  );
}
