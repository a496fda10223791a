//! What reports and exports cost where there are many conversations (spec 13.1, 13.2).

mod past;

use crate::client::http::{Answer, Credential, Http};
use crate::client::sign_in::sign_in;
use crate::database::{Database, rows};
use crate::failure::Outcome;
use crate::report::{Figure, Report, note};
use crate::server_process::Porchlight;
use crate::statistics::median;
use crate::time::now;
use clap::Args;
use domain::report::{Kind, Question, Span};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How often each report is asked for.
const TIMES: usize = 9;
/// What a report may take, in scans of the whole table.
const REPORT_BAR: f64 = 1.0;
/// The same, of one month.
const MONTH_BAR: f64 = 0.2;
/// An export may need this much memory besides what the idle server has, in MB.
const MEMORY_BAR_MB: f64 = 100.0;
/// How long memory is left to settle.
const SETTLE: Duration = Duration::from_secs(3);

/// One reading of every fact, with the sums that reports tell.
const SCAN: &str = "select count(*), sum(messages), sum(speakers), sum(coalesce(ended_at, started_at) - started_at), \
    count(answered_after_ms), sum(answered_after_ms), count(rating), sum(rating), count(case when rating = 5 then 1 end), \
    sum(is_anonymous), count(case when handler = 'bot' then 1 end), count(case when handler = 'operator' then 1 end), \
    count(outcome), count(case when outcome = 'escalated' then 1 end), sum(tickets), sum(leads) from facts";

/// How much is measured.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Conversations
    #[arg(long, default_value_t = 1_000_000)]
    conversations: u32,
}

/// Takes the measurement.
pub(crate) async fn run(scale: Scale) -> Outcome<Report> {
    let folder = tempfile::tempdir()?;
    let mut server = Porchlight::new(folder.path())?;
    server.fill()?;
    let email = server.add_administrator("Reader")?;
    note(&format!("{} conversations", scale.conversations));
    past::add(server.database(), scale.conversations, now()).await?;
    server.start().await?;
    let cookie = sign_in(server.address(), &email).await?;
    tokio::time::sleep(SETTLE).await;
    let idle = server.memory()?;

    let mut report = Report::new("reports");
    let mut reader = Reader {
        http: Http::connect(server.address()).await?,
        cookie,
    };
    // Before any report, whose memory the server may keep for the next one.
    for kind in ["csv", "xlsx"] {
        note(&format!("export as {kind}"));
        let peak = export(&server, &mut reader, kind, scale.conversations).await?;
        report.add(Figure::at_most(
            format!("memory of an export as {kind}, above idle"),
            megabytes(peak.saturating_sub(idle)),
            "MB",
            MEMORY_BAR_MB,
        ));
    }
    let scan = scan(server.database()).await?;
    report.add(Figure::reported("scan of all facts", scan, "ms"));
    server.forget_peak()?;
    reports(&mut report, &mut reader, scan).await?;
    let peak = megabytes(server.peak_memory()?.saturating_sub(idle));
    report.add(Figure::reported(
        "memory of all reports, above idle",
        peak,
        "MB",
    ));
    server.stop().await?;
    Ok(report)
}

/// Each report as it is shown first, the same of one month, and the same of all time.
async fn reports(report: &mut Report, reader: &mut Reader, scan: f64) -> Outcome<()> {
    let bar = |name: String, taken: f64, bar: f64| {
        Figure::at_most(name, taken, "ms", scan * bar).beside(scan)
    };
    for kind in Kind::ALL {
        let usual = kind.usual().question;
        let of = |span| Question {
            span,
            ..usual.clone()
        };
        let word = kind.word();
        let taken = reader.report(&usual).await?;
        report.add(bar(format!("{word}, as shown first"), taken, REPORT_BAR));
        let taken = reader.report(&of(Span::LastMonth)).await?;
        report.add(bar(format!("{word}, of one month"), taken, MONTH_BAR));
        let taken = reader.report(&of(Span::All)).await?;
        report.add(Figure::reported(format!("{word}, of all time"), taken, "ms").beside(scan));
    }
    let taken = reader.dashboard().await?;
    report.add(bar("dashboard".to_owned(), taken, REPORT_BAR));
    Ok(())
}

/// Milliseconds of one reading of all facts by the database alone.
async fn scan(database: &Database) -> Outcome<f64> {
    type Sums = (i64, i64, i64);
    let mut connection = database.open().await?;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let _sums = rows!(&mut connection, Sums, SCAN)?;
        times.push(began.elapsed());
    }
    Ok(median(&mut times))
}

/// Fetches all sessions as a file; returns the most memory that the server had meanwhile, in bytes.
async fn export(
    server: &Porchlight,
    reader: &mut Reader,
    kind: &str,
    conversations: u32,
) -> Outcome<u64> {
    server.forget_peak()?;
    let answer = reader.get(&format!("/console/sessions.{kind}")).await?;
    let lines = answer.body.split(|byte| *byte == b'\n').skip(1).count();
    if answer.status != 200 || (kind == "csv" && lines <= usize::try_from(conversations)?) {
        let status = answer.status;
        return Err(format!("the export answered {status} with {lines} lines").into());
    }
    server.peak_memory()
}

/// Somebody who reads reports.
struct Reader {
    http: Http,
    cookie: String,
}

impl Reader {
    async fn get(&mut self, path: &str) -> Outcome<Answer> {
        let who = Credential::Cookie(&self.cookie);
        self.http.get_as(who, path).await
    }

    /// Milliseconds until a report is here.
    async fn report(&mut self, question: &Question) -> Outcome<f64> {
        let asked = json!({ "question": question, "zone": "Europe/Paris", "language": "fr" });
        self.taken("/api/reports", asked).await
    }

    /// Milliseconds until the dashboard is here.
    async fn dashboard(&mut self) -> Outcome<f64> {
        let asked = json!({ "zone": "Europe/Paris", "language": "fr" });
        self.taken("/api/reports/dashboard", asked).await
    }

    async fn taken(&mut self, path: &str, asked: Value) -> Outcome<f64> {
        let mut times = Vec::new();
        for _ in 0..TIMES {
            let who = Credential::Cookie(&self.cookie);
            let began = Instant::now();
            let answer = self.http.post(who, path, &asked).await?;
            times.push(began.elapsed());
            let _told: Value = answer.json()?;
        }
        Ok(median(&mut times))
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}
