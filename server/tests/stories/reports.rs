//! What reports tell of conversations: kept as they go, on both databases alike (spec 13).

use crate::stories;
use crate::world::{Visitor, World, new_client_id, refusal};
use domain::conversation::Outcome;
use domain::id::{ConversationId, UserId};
use domain::limit;
use domain::rating::Face;
use domain::report::{Asked, Fact, Neighbours, Rated, Which};
use domain::time::{MINUTE_MS, SECOND_MS, Timestamp};
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::console::{CorrectOutcome, FromConsole, Request};
use domain::wire::rating::Rate;
use domain::wire::visitor::{End, FromVisitor};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use uuid::Uuid;

async fn end(world: &World, visitor: Visitor) {
    let end = FromVisitor::End(End {
        conversation: visitor.conversation,
        client_id: new_client_id(),
    });
    let ended = world.desk().visitor_frame(visitor.token, end);
    ended.await.unwrap();
}

async fn rate(world: &World, visitor: Visitor, face: Face) {
    let rate = Rate {
        conversation: visitor.conversation,
        face,
        comment: String::new(),
    };
    world.desk().rate(visitor.token, rate).await.unwrap();
}

async fn listed(world: &World, user: &User, asked: Asked) -> Vec<ConversationId> {
    let page = world.desk().session_page(user, asked, None).await.unwrap();
    page.rows.iter().map(|row| row.fact.conversation).collect()
}

/// Every session, page by page.
async fn all(world: &World, user: &User, asked: Asked) -> Vec<Fact> {
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

/// What is counted is what the conversations tell of themselves.
async fn assert_counted_right(world: &World, user: &User) {
    let facts = all(world, user, Asked::default()).await;
    let inbox = world.desk().console_snapshot(user).await.unwrap().inbox;
    assert_eq!(facts.len(), inbox.rows.len());
    for fact in facts {
        let row = inbox.row(fact.conversation).unwrap();
        assert_eq!(fact, Fact::of(&row.conversation));
    }
}

/// Takes the database back to before what is counted was kept.
async fn forget_what_is_counted(world: &World) {
    let again = "delete from _sqlx_migrations where version in (14, 17, 20, 21, 33, 44)";
    if world.is_sqlite() {
        let file = SqliteConnectOptions::new().filename(world.file());
        let mut connection = file.connect().await.unwrap();
        for sql in [
            "drop table facts",
            "drop table published_channels",
            "update conversations set history = json_remove(history, '$.last_wrote', '$.messages', '$.visitor_messages', \
             '$.writers', '$.answered_at')",
            again,
        ] {
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
    } else {
        let mut connection = PgConnection::connect(&world.options.url).await.unwrap();
        for sql in [
            "drop table facts",
            "drop table published_channels",
            "update conversations set history = (history::jsonb - 'last_wrote' - 'messages' - 'visitor_messages' \
             - 'writers' - 'answered_at')::text",
            again,
        ] {
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
    }
}

stories! {
    async fn what_was_before_is_counted_once_the_table_is_there(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.user("Ben").await;
        for face in [None, Some(Face::Okay)] {
            let visitor = world.visitor("Hello").await;
            let id = world.conversation_of(visitor).await;
            world.clock.advance(SECOND_MS);
            world.answers(&ada, id, "Good morning").await.unwrap();
            world.answers(&ben, id, "I know that").await.unwrap();
            if let Some(face) = face {
                end(world, visitor).await;
                rate(world, visitor, face).await;
            }
        }
        let silent = world.visitor("Anybody?").await;
        end(world, silent).await;
        let before = all(world, &ada, Asked::default()).await;
        forget_what_is_counted(world).await;
        let node = World::through(world, world.another_node().await);
        assert_eq!(all(&node, &ada, Asked::default()).await, before);
        assert_counted_right(&node, &ada).await;
    }

    async fn what_is_counted_of_a_conversation_goes_along_with_it(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.user("Ben").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        assert_counted_right(world, &ada).await;
        world.clock.advance(MINUTE_MS);
        world.answers(&ada, id, "Good morning").await.unwrap();
        world.answers(&ben, id, "I know that").await.unwrap();
        world.clock.advance(MINUTE_MS);
        world.says(visitor, "Thanks").await.unwrap();
        assert_counted_right(world, &ada).await;
        world.clock.advance(MINUTE_MS);
        end(world, visitor).await;
        rate(world, visitor, Face::Okay).await;
        assert_counted_right(world, &ada).await;
        let facts = all(world, &ada, Asked::default()).await;
        let [fact] = facts.as_slice() else { panic!("{facts:?}") };
        assert_eq!((fact.messages, fact.speakers), (4, 3));
        assert_eq!(fact.answered_after_ms, Some(MINUTE_MS));
        assert_eq!(fact.duration_ms(world.clock.now()), 3 * MINUTE_MS);
        assert_eq!((fact.outcome, fact.rating), (Some(Outcome::Escalated), Some(Face::Okay)));
        assert_eq!((fact.operator, fact.rated_operator), (Some(ben.id), Some(ben.id)));
        assert_eq!(fact.operators, [ada.id, ben.id]);
    }

    async fn what_was_written_with_a_rating_stands_in_the_list(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        world.visitor("Anybody?").await;
        end(world, visitor).await;
        let rate = Rate {
            conversation: visitor.conversation,
            face: Face::Okay,
            comment: "Slow".to_owned(),
        };
        world.desk().rate(visitor.token, rate).await.unwrap();
        let page = world.desk().session_page(&ada, Asked::default(), None).await.unwrap();
        let comments: Vec<_> = page.rows.iter().map(|row| (row.fact.rating, row.comment.as_str())).collect();
        assert_eq!(comments.len(), 2);
        assert!(comments.contains(&(Some(Face::Okay), "Slow")), "{comments:?}");
        assert!(comments.contains(&(None, "")), "{comments:?}");
    }

    async fn a_corrected_outcome_is_counted_as_corrected(world: &World) {
        world.operator("Ben").await;
        let mara = crate::mails::administrator(world).await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        end(world, visitor).await;
        let correct = FromConsole::CorrectOutcome(CorrectOutcome {
            conversation: id,
            client_id: new_client_id(),
            outcome: Outcome::Success,
        });
        world.desk().console_frame(&mara, correct).await.unwrap();
        assert_counted_right(world, &mara).await;
        let asked = Asked { outcome: Some(Which::Is(Outcome::Success)), ..Asked::default() };
        assert_eq!(listed(world, &mara, asked).await, [id]);
    }

    async fn what_is_refused_counts_nothing(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        end(world, visitor).await;
        let before = all(world, &ada, Asked::default()).await;
        assert_eq!(refusal(world.says(visitor, "Too late").await), Refusal::Ended);
        let id = world.conversation_of(visitor).await;
        let request = Request { conversation: id, client_id: new_client_id() };
        let joined = world.desk().console_frame(&ada, FromConsole::Join(request)).await;
        assert_eq!(refusal(joined), Refusal::Ended);
        assert_eq!(all(world, &ada, Asked::default()).await, before);
    }

    async fn sessions_are_found_by_channel_operator_outcome_rating_and_time(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.user("Ben").await;
        let mut sessions = Vec::new();
        for face in [None, Some(Face::Satisfied), Some(Face::Dissatisfied)] {
            let visitor = world.visitor("Hello").await;
            let id = world.conversation_of(visitor).await;
            world.answers(&ada, id, "Good morning").await.unwrap();
            world.says(visitor, "Thanks").await.unwrap();
            if face == Some(Face::Satisfied) {
                world.answers(&ben, id, "Me too").await.unwrap();
            }
            end(world, visitor).await;
            if let Some(face) = face {
                rate(world, visitor, face).await;
            }
            sessions.push((id, world.clock.now()));
            world.clock.advance(SECOND_MS);
        }
        let [(unrated, _), (happy, noon), (unhappy, _)] = sessions[..] else { panic!() };
        let any = Asked::default();
        let found = async |asked| listed(world, &ada, asked).await;
        assert_eq!(found(any).await, [unhappy, happy, unrated]);
        let rated = |rated| Asked { rated: Some(rated), ..any };
        assert_eq!(found(rated(Rated::Any)).await, [unhappy, happy]);
        assert_eq!(found(rated(Rated::Not)).await, [unrated]);
        assert_eq!(found(rated(Rated::As(Face::Satisfied))).await, [happy]);
        assert_eq!(found(rated(Rated::As(Face::Okay))).await, []);
        let of = |user: UserId| Asked { operator: Some(Which::Is(user)), ..any };
        assert_eq!(found(of(ben.id)).await, [happy]);
        assert_eq!(found(of(ada.id)).await, [unhappy, happy, unrated]);
        assert_eq!(found(of(UserId(Uuid::now_v7()))).await, []);
        let went = |outcome| Asked { outcome: Some(Which::Is(outcome)), ..any };
        assert_eq!(found(went(Outcome::Escalated)).await, [happy]);
        assert_eq!(found(went(Outcome::Success)).await, [unhappy, unrated]);
        let channel = Some(world.channel().await);
        assert_eq!(found(Asked { channel, ..any }).await.len(), 3);
        let channel = Some(domain::id::ChannelId(Uuid::now_v7()));
        assert_eq!(found(Asked { channel, ..any }).await, []);
        // From a time on, and before one.
        assert_eq!(found(Asked { since: Some(noon), ..any }).await, [unhappy, happy]);
        assert_eq!(found(Asked { until: Some(noon), ..any }).await, [unrated]);
        let (since, until) = (Some(noon), Some(Timestamp(noon.0 + 1)));
        assert_eq!(found(Asked { since, until, ..any }).await, [happy]);
    }

    async fn pages_of_sessions_skip_and_repeat_none_even_of_one_instant(world: &World) {
        let ada = world.operator("Ada").await;
        let mut made = Vec::new();
        for _ in 0..=limit::SESSIONS_PAGE {
            let visitor = world.visitor("Hello").await;
            made.push(world.conversation_of(visitor).await);
        }
        let first = world.desk().session_page(&ada, Asked::default(), None).await.unwrap();
        assert_eq!(first.rows.len(), limit::SESSIONS_PAGE);
        // One that begins meanwhile moves nothing.
        world.clock.advance(1);
        world.visitor("Hello").await;
        let second = world.desk().session_page(&ada, Asked::default(), first.older_than).await.unwrap();
        assert_eq!((second.rows.len(), second.older_than), (1, None));
        let mut found: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.fact.conversation).collect();
        let in_order = found.clone();
        found.sort_unstable();
        made.sort_unstable();
        assert_eq!(found, made);
        // From one to the next is the same way, in both directions.
        for pair in in_order.windows(2) {
            let beside = async |id| world.desk().session_neighbours(&ada, Asked::default(), id).await.unwrap();
            assert_eq!(beside(pair[0]).await.older, Some(pair[1]));
            assert_eq!(beside(pair[1]).await.newer, Some(pair[0]));
        }
        let nowhere = world.desk().session_neighbours(&ada, Asked::default(), ConversationId(Uuid::now_v7())).await;
        assert_eq!(refusal(nowhere), Refusal::NotFound);
        let none = Asked { rated: Some(Rated::Any), ..Asked::default() };
        let beside = world.desk().session_neighbours(&ada, none, made[0]).await.unwrap();
        assert_eq!(beside, Neighbours::default());
    }
}
