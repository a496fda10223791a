//! Conversations that are over, as reports know them.

use crate::database::Database;
use crate::failure::Outcome;
use domain::time::{DAY_MS, Timestamp};
use sqlx::Connection as _;

/// Over how many days they are spread, the last of which is today.
const DAYS: i64 = 3 * 365;

/// Each number draws what differs, the same each time. Four of five conversations have an operator, every third of these a rating.
const ADDED: &str = "
insert into facts (conversation, channel, started_at, ended_at, country, language, operators, operator, outcome, messages, speakers,
    answered_after_ms, rating, rated_operator, rated_at, handler, is_anonymous, tags, tickets, leads)
with recursive
numbers (number) as (select 0 union all select number + 1 from numbers where number < $1 - 1),
drawn as (
    select number, $2 - $3 + number * ($3 / $1) as at, number * 7919 % 1009 as one, number * 104729 % 997 as two,
        number * 1299709 % 991 as three
    from numbers
),
held as (
    select *, case when one % 5 > 0 then 1 + two % 20 end as operator, one % 5 > 0 and three % 3 = 0 as is_rated from drawn
)
select
    unhex(printf('%012x%020x', at, number)), (select min(id) from channels), at, at + 60000 + one * 3000,
    case three % 6 when 0 then 'FR' when 1 then 'DE' when 2 then 'GB' when 3 then 'US' when 4 then 'BR' end,
    case two % 5 when 0 then 'fr' when 1 then 'de' when 2 then 'en-GB' when 3 then 'pt-BR' end,
    case when operator is null then '[]' else printf('[\"00000000-0000-0000-0000-%012x\"]', operator) end,
    unhex(printf('%032x', operator)),
    case when operator is null then 'no_one_available' when three % 7 = 0 then 'no_answer' when three % 7 = 1 then 'escalated' else 'success' end,
    1 + one % 30, 1 + two % 3, case when operator is not null then 1000 + two * 400 end,
    case when is_rated then case three % 4 when 0 then 1 when 1 then 3 else 5 end end,
    case when is_rated then unhex(printf('%032x', operator)) end, case when is_rated then at + 3600000 end,
    case when operator is not null then 'operator' end, two % 2,
    case when two % 5 < 2 then printf('[\"00000000-0000-0000-0000-%012x\"]', 100 + three % 30) else '[]' end, one % 50 = 0, two % 60 = 0
from held";

/// Adds so many, from three years ago until now.
pub(super) async fn add(database: &Database, count: u32, now: Timestamp) -> Outcome<()> {
    let mut connection = database.open_to_fill().await?;
    sqlx::query(ADDED)
        .bind(i64::from(count))
        .bind(now.0)
        .bind(DAYS * DAY_MS)
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(())
}
