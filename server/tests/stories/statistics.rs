//! Reports say the same on both databases, and nothing that the conversations do not tell (spec 13.2–13.6).

use crate::chatbots::{answers_everywhere, begins, step};
use crate::mails::administrator;
use crate::stories;
use crate::teams::is_on;
use crate::world::{World, new_client_id, new_user, refusal};
use domain::chatbot::Kind as StepKind;
use domain::conversation::Status;
use domain::day::Day;
use domain::id::{ConsoleId, ConversationId, LineId};
use domain::limit;
use domain::problem::Fault;
use domain::rating::Face;
use domain::report::{
    Asked, Calendar, Dimension, Fact, Favourite, Filter, Group, Hour, HourOfDay, Key, Kind,
    Measure, Question, Rated, Report, Span, Table, Tally, Weekday, Which,
};
use domain::rule::OperatorCondition;
use domain::team::App;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use domain::user::{Preferences, Role, User};
use domain::wire::Refusal;
use domain::wire::console::{FromConsole, SetStatus};
use domain::wire::rating::Rate;
use domain::wire::visitor::{End, FromVisitor};
use server::desk::Reader;
use server::error::Error;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use std::cmp::Reverse;
use std::ops::Range;
use uuid::Uuid;

fn question(by: &[Dimension]) -> Question {
    Question {
        kind: Kind::Sessions,
        by: by.to_vec(),
        span: Span::All,
        filter: Filter::default(),
    }
}

fn in_zone(user: &User, zone: &str) -> User {
    let mut user = user.clone();
    zone.clone_into(&mut user.preferences.time_zone);
    user
}

async fn report(world: &World, user: &User, question: Question) -> Report {
    let reader = Reader::default();
    let answer = world.desk().report(user, question, &reader);
    answer.await.unwrap()
}

/// Conversations of several operators, days and ratings; how long there is nothing between them is given in hours.
async fn some_time(world: &World, pauses: &[i64]) -> Vec<ConversationId> {
    let ben = world.user("Ben").await;
    let cleo = world.user("Cleo").await;
    let mut made = Vec::new();
    for (place, pause) in pauses.iter().enumerate() {
        world.clock.advance(pause * HOUR_MS);
        // Nobody's console is open through all that time.
        let (console, line) = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
        world
            .desk()
            .console_opened(&ben, console, line)
            .await
            .unwrap();
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        made.push(id);
        if place % 4 == 0 {
            continue;
        }
        world.clock.advance(MINUTE_MS);
        let who = if place % 2 == 0 { &ben } else { &cleo };
        world.answers(who, id, "Good morning").await.unwrap();
        world.says(visitor, "Thanks").await.unwrap();
        world.clock.advance(MINUTE_MS);
        let end = FromVisitor::End(End {
            conversation: visitor.conversation,
            client_id: new_client_id(),
        });
        world
            .desk()
            .visitor_frame(visitor.token, end)
            .await
            .unwrap();
        if let Some(face) = Face::ALL.get(place % 5) {
            let rate = Rate {
                conversation: visitor.conversation,
                face: *face,
                comment: String::new(),
            };
            world.desk().rate(visitor.token, rate).await.unwrap();
        }
    }
    made
}

async fn facts(world: &World, user: &User, asked: Asked) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut place = None;
    loop {
        let page = world.desk().session_page(user, asked, place).await.unwrap();
        found.extend(page.rows.into_iter().map(|row| row.fact));
        place = page.older_than;
        if place.is_none() {
            return found;
        }
    }
}

/// As much as a report knows of a session that begins in each of these hours since 1970.
async fn a_session_in_each_hour(world: &World, hours: Range<i64>) {
    let told =
        "insert into facts (conversation, channel, started_at, operators, messages, speakers)";
    if world.is_sqlite() {
        let file = SqliteConnectOptions::new().filename(world.file());
        let mut connection = file.connect().await.unwrap();
        let added = format!(
            "with recursive hours (hour) as (select $1 union all select hour + 1 from hours where hour < $2 - 1) \
             {told} select unhex(printf('%032x', hour)), zeroblob(16), hour * $3, '[]', 1, 1 from hours"
        );
        let added = sqlx::query(AssertSqlSafe(added))
            .bind(hours.start)
            .bind(hours.end)
            .bind(HOUR_MS);
        added.execute(&mut connection).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(&world.options.url).await.unwrap();
        let added = format!(
            "{told} select lpad(to_hex(hour), 32, '0')::uuid, gen_random_uuid(), hour * $3, '[]', 1, 1 \
             from generate_series($1, $2 - 1) hour"
        );
        let added = sqlx::query(AssertSqlSafe(added))
            .bind(hours.start)
            .bind(hours.end)
            .bind(HOUR_MS);
        added.execute(&mut connection).await.unwrap();
    }
}

/// In which group of a dimension that is none of time a conversation stands.
fn key(fact: &Fact, dimension: Dimension) -> Option<Key> {
    let found = match dimension {
        Dimension::Channel => Some(Key::Channel(fact.channel)),
        Dimension::Operator => fact.operator.map(Key::Operator),
        Dimension::Chatbot => fact.chatbot.map(Key::Chatbot),
        Dimension::Handler => fact.handler.map(Key::Handler),
        Dimension::Rating => fact.rating.map(|face| Key::Rating(Reverse(face))),
        Dimension::Outcome => fact.outcome.map(Key::Outcome),
        Dimension::Country => fact.country.map(Key::Country),
        Dimension::Language => {
            let tag = fact.language.as_ref();
            tag.map(|tag| Key::Language(tag.to_ascii_lowercase()))
        }
        // Of these there are several or none; here there are none.
        Dimension::Tag | Dimension::Expertise => None,
        _ => return None,
    };
    Some(found.unwrap_or(Key::None))
}

/// A conversation as it counts for each operator who was in it: time to answer is of who answered, the rating of who was rated.
fn participations(fact: &Fact, now: Timestamp) -> Vec<Group> {
    let of = |operator| Fact {
        operator: Some(operator),
        answered_after_ms: fact
            .answered_after_ms
            .filter(|_| fact.answered_by == Some(operator)),
        rating: fact
            .rating
            .filter(|_| fact.rated_operator == Some(operator)),
        ..fact.clone()
    };
    let nobody = Fact {
        operator: None,
        ..fact.clone()
    };
    let facts: Vec<Fact> = match fact.operators.as_slice() {
        [] => vec![nobody],
        operators => operators.iter().map(|operator| of(*operator)).collect(),
    };
    let group = |fact: &Fact| Group {
        wall: fact.started_at,
        keys: key(fact, Dimension::Operator).into_iter().collect(),
        tally: Tally::of(fact, now),
    };
    facts.iter().map(group).collect()
}

/// The same report, made from the conversations one by one.
fn by_hand(facts: &[Fact], by: &[Dimension], calendar: &Calendar, now: Timestamp) -> Table {
    let first_of = |operator| {
        let own = facts.iter().filter(|fact| fact.operator == Some(operator));
        own.map(|fact| fact.started_at).min()
    };
    let groups = facts.iter().map(|fact| {
        let operator = fact.operator.filter(|_| by.contains(&Dimension::Operator));
        let one = Tally::of(fact, now);
        Group {
            wall: fact.started_at,
            keys: by.iter().filter_map(|by| key(fact, *by)).collect(),
            tally: Tally {
                first: operator.and_then(first_of).or(one.first),
                ..one
            },
        }
    });
    Table::of(by, calendar, groups).unwrap()
}

stories! {
    async fn what_the_database_adds_up_is_what_the_conversations_tell_one_by_one(world: &World) {
        let mara = administrator(world).await;
        some_time(world, &[1, 5, 20, 30, 200, 3, 900, 2, 2, 50, 4000]).await;
        let listed = facts(world, &mara, Asked::default()).await;
        assert_eq!(listed.len(), 11);
        for first in Dimension::ALL {
            for second in [None, Some(Dimension::Rating), Some(Dimension::HourOfDay), Some(Dimension::Operator)] {
                let mut by = vec![first];
                by.extend(second);
                let told = report(world, &mara, question(&by)).await;
                let expected = by_hand(&listed, &by, &told.calendar, world.clock.now());
                assert_eq!(told.table, expected, "{by:?}");
            }
        }
    }

    async fn a_report_adds_up_all_that_its_measures_are_told_by(world: &World) {
        let mara = administrator(world).await;
        some_time(world, &[1, 5, 20, 30, 200, 3, 900]).await;
        let listed = facts(world, &mara, Asked::default()).await;
        let now = world.clock.now();
        for kind in Kind::ALL {
            let asked = Question { kind, ..question(&[Dimension::Operator]) };
            let told = report(world, &mara, asked).await;
            let expected = if kind == Kind::Operators {
                let groups = listed.iter().flat_map(|fact| participations(fact, now));
                Table::of(&[Dimension::Operator], &told.calendar, groups).unwrap()
            } else {
                by_hand(&listed, &[Dimension::Operator], &told.calendar, now)
            };
            for measure in kind.measures() {
                let values = |table: &Table| {
                    let levels = table.level(0).into_iter();
                    levels.map(|(key, tally)| (key, tally.value(*measure, now))).collect::<Vec<_>>()
                };
                assert_eq!(values(&told.table), values(&expected), "{kind:?} {measure:?}");
            }
        }
    }

    async fn days_of_activity_begin_with_an_operators_first_session_of_all(world: &World) {
        let mara = administrator(world).await;
        // Ben and Cleo answer by turns, and hours go by in between.
        some_time(world, &[0, 0, 0, 24 * 50, 24]).await;
        let now = world.clock.now();
        let days = async |filter: Filter, by: Dimension| {
            let asked = Question { filter, span: Span::Last7Days, ..question(&[by]) };
            let told = report(world, &mara, asked).await;
            let days = told.table.level(0).into_iter();
            days.map(|(_, tally)| tally.value(Measure::DaysOfActivity, now)).collect::<Vec<_>>()
        };
        let all = facts(world, &mara, Asked::default()).await;
        let cleo = all[1].operator.unwrap();
        assert_eq!(days(Filter::default(), Dimension::Operator).await.len(), 2);
        for told in days(Filter::default(), Dimension::Operator).await {
            assert_eq!(told, Some(52.));
        }
        // One of whom alone is asked is told of in any group.
        let filter = Filter { counts_for: Some(Which::Is(cleo)), ..Filter::default() };
        assert_eq!(days(filter, Dimension::Channel).await, [Some(52.)]);
    }

    async fn a_conversation_counts_for_each_operator_who_was_in_it(world: &World) {
        let mara = administrator(world).await;
        let (ben, cleo) = (world.operator("Ben").await, world.user("Cleo").await);
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        world.clock.advance(MINUTE_MS);
        world.answers(&ben, id, "Good morning").await.unwrap();
        world.clock.advance(MINUTE_MS);
        world.answers(&cleo, id, "I know that").await.unwrap();
        let end = FromVisitor::End(End { conversation: visitor.conversation, client_id: new_client_id() });
        world.desk().visitor_frame(visitor.token, end).await.unwrap();
        let rate = Rate { conversation: visitor.conversation, face: Face::Okay, comment: String::new() };
        world.desk().rate(visitor.token, rate).await.unwrap();

        let asked = Question { kind: Kind::Operators, ..question(&[Dimension::Operator]) };
        let told = report(world, &mara, asked).await;
        assert_eq!(told.table.total.count, 1, "in all it is one");
        let of = |user: &User, measure| {
            let tally = told.table.cell(&[Key::Operator(user.id)]).unwrap();
            tally.value(measure, world.clock.now())
        };
        for user in [&ben, &cleo] {
            assert_eq!(of(user, Measure::Sessions), Some(1.));
            let opened = told.opens(&[Key::Operator(user.id)]).unwrap().asked(|_| 0);
            assert_eq!(facts(world, &mara, opened).await.len(), 1);
        }
        assert_eq!(of(&ben, Measure::TimeToAnswer), Some(60.), "he answered first");
        assert_eq!(of(&cleo, Measure::TimeToAnswer), None);
        assert_eq!(of(&ben, Measure::Rating), None);
        assert_eq!(of(&cleo, Measure::Rating), Some(3.), "she was rated");
    }

    async fn a_conversation_counts_in_each_of_its_tags_and_once_in_all(world: &World) {
        let mara = administrator(world).await;
        let made = some_time(world, &[1, 5, 20]).await;
        let desk = world.desk();
        let refund = desk.make_tag(&mara, "Refund", None).await.unwrap();
        let urgent = desk.make_tag(&mara, "Urgent", None).await.unwrap();
        desk.add_expertise(&mara, "Tea").await.unwrap();
        let tea = desk.expertises(&mara).await.unwrap()[0].id;
        world.desk().tag(&mara, made[0], refund.id).await.unwrap();
        world.desk().tag(&mara, made[0], urgent.id).await.unwrap();
        world.desk().tag(&mara, made[1], urgent.id).await.unwrap();
        world.desk().link_expertise(&mara, made[2], tea).await.unwrap();
        let (refund_key, urgent_key) = (Key::Tag(refund.id), Key::Tag(urgent.id));
        let counts = |told: &[(Key, Tally)]| told.iter().map(|(key, tally)| (key.clone(), tally.count)).collect::<Vec<_>>();

        let told = report(world, &mara, question(&[Dimension::Tag, Dimension::Channel])).await;
        let mut expected = vec![(refund_key.clone(), 1), (urgent_key.clone(), 2), (Key::None, 1)];
        expected.sort();
        assert_eq!(counts(&told.table.level(0)), expected);
        assert_eq!(told.table.level(1)[0].1.count, 3, "a channel's conversations, each once");
        assert_eq!(told.table.total.count, 3);
        assert!(told.tags.contains(&(refund.id, "Refund".to_owned())));
        for (key, count) in expected {
            let asked = told.opens_level(0, &key).unwrap().asked(|_| 0);
            let listed = facts(world, &mara, asked).await.len();
            assert_eq!(i64::try_from(listed), Ok(count), "{key:?}");
        }

        let told = report(world, &mara, question(&[Dimension::Tag, Dimension::Expertise])).await;
        let cell = |tag: &Key, expertise: &Key| told.table.cell(&[tag.clone(), expertise.clone()]).map(|tally| tally.count);
        assert_eq!(cell(&urgent_key, &Key::None), Some(2));
        assert_eq!(cell(&Key::None, &Key::Expertise(tea)), Some(1));
        assert_eq!(cell(&urgent_key, &Key::Expertise(tea)), None);
        let mut expected = vec![(Key::Expertise(tea), 1), (Key::None, 2)];
        expected.sort();
        assert_eq!(counts(&told.table.level(1)), expected);

        world.desk().untag(&mara, made[0], urgent.id).await.unwrap();
        world.desk().unlink_expertise(&mara, made[2], tea).await.unwrap();
        let told = report(world, &mara, question(&[Dimension::Tag, Dimension::Expertise])).await;
        assert_eq!(told.table.level(1).len(), 1);
        let filter = Filter { tag: Some(Which::Is(urgent.id)), ..Filter::default() };
        let told = report(world, &mara, Question { filter, ..question(&[Dimension::Channel]) }).await;
        assert_eq!(told.table.total.count, 1);
    }

    async fn tickets_and_leads_count_whoever_made_them(world: &World) {
        let mara = administrator(world).await;
        for app in App::ALL {
            is_on(world, &mara, app).await;
        }
        let made = some_time(world, &[1, 1]).await;
        let desk = world.desk();
        let (ticket, lead) = (new_client_id(), new_client_id());
        // Asked twice, it is one.
        for _ in 0..2 {
            desk.make_ticket(&mara, made[0], ticket, "Mill".to_owned()).await.unwrap().unwrap();
            desk.make_lead(&mara, made[0], lead, "40 mills".to_owned()).await.unwrap().unwrap();
        }
        desk.make_lead(&mara, made[1], new_client_id(), "A shop".to_owned()).await.unwrap().unwrap();
        let steps = vec![
            step("What do you need?", StepKind::FreeInput),
            step("Noted.", StepKind::CreateTicket { team: None }),
            step("Somebody writes to you.", StepKind::CreateLead { team: None }),
        ];
        answers_everywhere(world, &mara, steps, OperatorCondition::Always).await;
        begins(world, "40 mills", None).await;

        let total = report(world, &mara, question(&[Dimension::Channel])).await.table.total;
        assert_eq!((total.count, total.tickets, total.leads), (3, 2, 3));
        let told = facts(world, &mara, Filter::default().asked(|_| 0)).await;
        let told: Vec<_> = told.iter().map(|fact| (fact.tickets, fact.leads)).collect();
        assert_eq!(told, [(1, 1), (0, 1), (1, 1)], "newest first");
    }

    async fn days_begin_where_the_reader_is(world: &World) {
        let mara = administrator(world).await;
        // To an hour before midnight of UTC, the evening before clocks are changed in Paris.
        let last = Day::parse("2027-03-27").unwrap();
        let evening = Timestamp(last.0 * DAY_MS + 23 * HOUR_MS);
        let pause = evening.since(world.clock.now());
        world.clock.advance(pause);
        some_time(world, &[0, 1, 23]).await;
        let days = async |zone: &str| {
            let told = report(world, &in_zone(&mara, zone), question(&[Dimension::Day])).await;
            let days = told.table.level(0).into_iter();
            days.map(|(key, tally)| (key, tally.count)).collect::<Vec<_>>()
        };
        let day = |after: i64| Key::Day(last.0 + after);
        assert_eq!(days("UTC").await, [(day(0), 1), (day(1), 2)]);
        assert_eq!(days("Europe/Paris").await, [(day(1), 2), (day(2), 1)]);
        assert_eq!(days("America/New_York").await, [(day(0), 2), (day(1), 1)]);
        assert_eq!(days("Europe/Nowhere").await, days("UTC").await);
        // Of a day that is named, all its hours are counted, and no other's.
        let of_day = |text: &str| Question {
            filter: Filter { from: Day::parse(text), to: Day::parse(text), ..Filter::default() },
            ..question(&[Dimension::HourOfDay])
        };
        let paris = in_zone(&mara, "Europe/Paris");
        assert_eq!(report(world, &paris, of_day("2027-03-28")).await.table.total.count, 2);
        assert_eq!(report(world, &paris, of_day("2027-03-29")).await.table.total.count, 1);
        assert_eq!(report(world, &paris, of_day("2027-03-27")).await.table, Table::default());
        // What his browser says counts for who has not chosen a zone.
        let reader = Reader { zone: "Europe/Paris".to_owned(), language: "ar-EG".to_owned() };
        let told = world.desk().report(&mara, question(&[Dimension::Week]), &reader).await.unwrap();
        assert_eq!((told.calendar.zone.as_str(), told.calendar.week_begins), ("Europe/Paris", 5));
        assert_eq!(told.table.level(0)[0].0, day(0), "a Saturday");
    }

    async fn a_cell_counts_the_sessions_that_it_opens(world: &World) {
        let mara = administrator(world).await;
        some_time(world, &[1, 5, 20, 30, 200, 3, 900, 2, 2, 50]).await;
        for by in Dimension::ALL {
            let told = report(world, &mara, question(&[by, Dimension::Rating])).await;
            for (keys, tally) in &told.table.cells {
                let filter = told.opens(keys).unwrap();
                let listed = facts(world, &mara, filter.asked(|_| 0)).await;
                assert_eq!(i64::try_from(listed.len()).unwrap(), tally.count, "{keys:?}");
            }
        }
        let filter = Filter { rated: Some(Rated::Any), counts_for: Some(Which::None), ..Filter::default() };
        let none = Question { filter, ..question(&[Dimension::Day]) };
        assert_eq!(report(world, &mara, none).await.table.total.count, 0);
    }

    async fn weekdays_and_hours_are_those_of_the_readers_clocks(world: &World) {
        let mara = in_zone(&administrator(world).await, "Europe/Paris");
        // An hour before clocks are set back in Paris, where the hour from two to three is shown twice.
        let sunday = Day::parse("2027-10-31").unwrap();
        let change = Timestamp(sunday.0 * DAY_MS + HOUR_MS);
        world.clock.advance(change.plus(-HOUR_MS).since(world.clock.now()));
        some_time(world, &[0, 1, 1, 22, 5]).await;
        let clocks = |at: Timestamp| if at < change { 2 * HOUR_MS } else { HOUR_MS };
        for (by, expected) in [
            (Dimension::Hour, vec![2, 1, 1, 1]),
            (Dimension::HourOfDay, vec![1, 2, 1, 1]),
            (Dimension::Weekday, vec![2, 3]),
            (Dimension::Day, vec![3, 2]),
        ] {
            let told = report(world, &mara, question(&[by])).await;
            let counts: Vec<_> = told.table.level(0).into_iter().map(|(_, tally)| tally.count).collect();
            assert_eq!(counts, expected, "{by:?}");
            for (keys, tally) in &told.table.cells {
                // The zone of the browser does not count for who has chosen another.
                let asked = told.opens(keys).unwrap().asked(clocks).in_zone("America/New_York");
                let listed = facts(world, &mara, asked).await;
                assert_eq!(i64::try_from(listed.len()).unwrap(), tally.count, "{keys:?}");
            }
        }
        // A report is narrowed by them as the list is.
        let counted = async |filter| {
            let question = Question { filter, ..question(&[Dimension::Channel]) };
            report(world, &mara, question).await.table.total.count
        };
        let any = Filter::default();
        assert_eq!(counted(Filter { weekday: Weekday::of_word("sunday"), ..any }).await, 3);
        assert_eq!(counted(Filter { hour_of_day: HourOfDay::of_word("02"), ..any }).await, 2);
        assert_eq!(counted(Filter { hour: Hour::parse("2027-10-31T02"), ..any }).await, 2);
        assert_eq!(counted(Filter { hour: Hour::parse("2027-10-31T04"), ..any }).await, 0);
    }

    async fn the_dashboard_tells_how_it_stands(world: &World) {
        let mara = administrator(world).await;
        let ben = world.operator("Ben").await;
        let told = async || {
            let reader = Reader::default();
            let dashboard = world.desk().dashboard(&mara, &reader).await.unwrap();
            let standing = dashboard.standing;
            let counted = [standing.open, standing.waiting, standing.looking_for_help, dashboard.lately.table.total.count];
            (counted, standing.waits_since)
        };
        assert_eq!(told().await, ([0; 4], None));
        let began = world.clock.now();
        let first = world.visitor("Hello").await;
        world.clock.advance(MINUTE_MS);
        let second = world.visitor("Anybody?").await;
        assert_eq!(told().await, ([2, 2, 0, 2], Some(began)));
        let id = world.conversation_of(first).await;
        world.answers(&ben, id, "Good morning").await.unwrap();
        assert_eq!(told().await, ([2, 1, 0, 2], Some(began.plus(MINUTE_MS))));
        let help = FromConsole::SetStatus(SetStatus {
            conversation: id,
            client_id: new_client_id(),
            status: Status::LookingForHelp,
        });
        world.desk().console_frame(&ben, help).await.unwrap();
        let end = FromVisitor::End(End { conversation: second.conversation, client_id: new_client_id() });
        world.desk().visitor_frame(second.token, end).await.unwrap();
        assert_eq!(told().await, ([1, 0, 1, 2], None));
        let refused = world.desk().dashboard(&ben, &Reader::default()).await;
        assert_eq!(refusal(refused), Refusal::Forbidden);
    }

    async fn reports_are_for_administrators_and_of_one_or_two_levels(world: &World) {
        let mara = administrator(world).await;
        let ben = world.user("Ben").await;
        let usual = Kind::Sessions.usual().question;
        let refused = world.desk().report(&ben, usual.clone(), &Reader::default()).await;
        assert_eq!(refusal(refused), Refusal::Forbidden);
        let asked = async |by: &[Dimension]| {
            let answer = world.desk().report(&mara, question(by), &Reader::default()).await;
            match answer {
                Err(Error::Invalid(problems)) => Err(problems[0].fault),
                answer => Ok(answer.unwrap().table),
            }
        };
        assert_eq!(asked(&[]).await, Err(Fault::Missing));
        assert_eq!(asked(&[Dimension::Day; 2]).await, Ok(Table::default()));
        assert_eq!(asked(&[Dimension::Day; 3]).await, Err(Fault::TooMany { limit: 2 }));
        assert_eq!(report(world, &mara, usual).await.table, Table::default());
    }

    async fn a_report_counts_as_many_rows_as_fit_and_says_what_to_do_about_more(world: &World) {
        let mara = administrator(world).await;
        let most = i64::try_from(limit::REPORT_ROWS).unwrap();
        // Few cells, for each of which as many rows are counted as there are hours.
        let asked = async |filter: Filter| {
            let question = Question { filter, ..question(&[Dimension::HourOfDay]) };
            let answer = world.desk().report(&mara, question, &Reader::default()).await;
            match answer {
                Err(Error::Invalid(problems)) => Err((problems[0].field.clone(), problems[0].fault)),
                answer => Ok(answer.unwrap().table.total.count),
            }
        };
        a_session_in_each_hour(world, 0..most).await;
        assert_eq!(asked(Filter::default()).await, Ok(most));
        a_session_in_each_hour(world, most..most + 1).await;
        let too_many = Fault::TooMany { limit: limit::REPORT_CELLS };
        assert_eq!(asked(Filter::default()).await, Err(("by".to_owned(), too_many)));
        let day = Some(Day(1));
        assert_eq!(asked(Filter { from: day, to: day, ..Filter::default() }).await, Ok(24));
    }

    async fn reports_that_one_asks_for_again_and_again_are_kept_for_oneself(world: &World) {
        let mara = administrator(world).await;
        let other = world.desk().create_user(new_user("Other", Role::Administrator)).await.unwrap();
        let ben = world.user("Ben").await;
        let favourite = |name: &str| Favourite::of(Kind::Ratings, &Kind::Ratings.usual(), name.to_owned());
        let favourites = |user: User| async move {
            let everybody = world.desk().users().await.unwrap();
            let user = everybody.into_iter().find(|known| known.id == user.id);
            user.unwrap().preferences.favourites
        };
        let desk = world.desk();
        let kept = desk.save_favourites(&mara, vec![favourite(" Monthly "), favourite("Faces")]).await.unwrap();
        assert_eq!(kept, [favourite("Monthly"), favourite("Faces")]);
        assert_eq!(favourites(mara.clone()).await, kept);
        assert_eq!(favourites(other).await, []);
        // Saving the preferences does not touch them.
        desk.save_preferences(&mara, "Mara", Preferences::default()).await.unwrap();
        assert_eq!(favourites(mara.clone()).await, kept);
        let elsewhere = Favourite { address: "https://evil.example/reports".to_owned(), ..favourite("Elsewhere") };
        let wrong = desk.save_favourites(&mara, vec![elsewhere]).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        assert_eq!(favourites(mara).await, kept);
        let refused = desk.save_favourites(&ben, Vec::new()).await;
        assert_eq!(refusal(refused), Refusal::Forbidden);
    }
}
