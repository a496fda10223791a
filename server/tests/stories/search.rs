//! Conversations found by what was said in them and by what is known of them, on both databases alike (spec 8.9).

use crate::stories;
use crate::world::{Visitor, World, new_client_id, new_token, refusal, start};
use domain::id::ConversationId;
use domain::limit;
use domain::message::MessageNumber;
use domain::problem::{Fault, Problem};
use domain::search::{After, Filter, FoundPage, NOTE, SavedView, Stand, Wanted};
use domain::time::{SECOND_MS, Timestamp};
use domain::user::User;
use domain::wire::Refusal;
use domain::wire::console::{self, FromConsole};
use domain::wire::visitor::{self, End, FromVisitor};
use server::desk::Signal;
use server::error::Error;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::collections::BTreeSet;

fn words(words: &str) -> Wanted {
    Wanted {
        words: words.to_owned(),
        ..Wanted::default()
    }
}

async fn page(world: &World, user: &User, wanted: &Wanted, after: Option<After>) -> FoundPage {
    let page = world.desk().find(user, wanted.clone(), after).await;
    page.unwrap()
}

/// Everything that is found, page by page.
async fn found(world: &World, user: &User, wanted: &Wanted) -> Vec<ConversationId> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = page(world, user, wanted, after).await;
        found.extend(page.rows.iter().map(|found| found.row.conversation.id));
        after = page.after;
        if after.is_none() {
            return found;
        }
    }
}

pub(crate) async fn finds(world: &World, user: &User, sought: &str) -> Vec<ConversationId> {
    found(world, user, &words(sought)).await
}

async fn said(world: &World, text: &str) -> (Visitor, ConversationId) {
    world.clock.advance(SECOND_MS);
    let visitor = world.visitor(text).await;
    (visitor, world.conversation_of(visitor).await)
}

async fn edit(world: &World, visitor: Visitor, number: u32, text: &str) {
    let edit = FromVisitor::Edit(visitor::Edit {
        conversation: visitor.conversation,
        client_id: new_client_id(),
        number: MessageNumber(number),
        text: text.to_owned(),
    });
    world
        .desk()
        .visitor_frame(visitor.token, edit)
        .await
        .unwrap();
}

async fn delete(world: &World, visitor: Visitor, number: u32) {
    let delete = FromVisitor::Delete(visitor::Delete {
        conversation: visitor.conversation,
        client_id: new_client_id(),
        number: MessageNumber(number),
    });
    world
        .desk()
        .visitor_frame(visitor.token, delete)
        .await
        .unwrap();
}

async fn end(world: &World, visitor: Visitor) {
    let end = FromVisitor::End(End {
        conversation: visitor.conversation,
        client_id: new_client_id(),
    });
    world
        .desk()
        .visitor_frame(visitor.token, end)
        .await
        .unwrap();
}

fn fault(outcome: Result<FoundPage, Error>) -> (String, Fault) {
    match outcome {
        Err(Error::Invalid(problems)) => {
            let [Problem { field, fault }] = problems.try_into().unwrap();
            (field, fault)
        }
        other => panic!("{other:?}"),
    }
}

/// How many entries of the journal have not been read for what can be found.
async fn unread_entries(world: &World) -> i64 {
    let unread = "select (select position from journal_head) - (select position from search_head)";
    if world.is_sqlite() {
        let file = SqliteConnectOptions::new().filename(world.file());
        let mut connection = file.connect().await.unwrap();
        let found = sqlx::query_scalar(unread).fetch_one(&mut connection);
        found.await.unwrap()
    } else {
        let mut connection = PgConnection::connect(&world.options.url).await.unwrap();
        let found = sqlx::query_scalar(unread).fetch_one(&mut connection);
        found.await.unwrap()
    }
}

/// Takes the database back to before lines could be found.
async fn forget_the_words(world: &World) {
    let statements = [
        "drop table search_lines",
        "drop table search_head",
        "delete from _sqlx_migrations where version = 18",
    ];
    if world.is_sqlite() {
        let file = SqliteConnectOptions::new().filename(world.file());
        let mut connection = file.connect().await.unwrap();
        sqlx::query("drop table search_words")
            .execute(&mut connection)
            .await
            .unwrap();
        for sql in [
            "drop trigger search_lines_added",
            "drop trigger search_lines_removed",
            "drop trigger search_lines_changed",
        ]
        .into_iter()
        .chain(statements)
        {
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
    } else {
        let mut connection = PgConnection::connect(&world.options.url).await.unwrap();
        for sql in statements {
            sqlx::query(sql).execute(&mut connection).await.unwrap();
        }
    }
}

stories! {
    async fn what_was_said_is_made_ready_to_be_found_before_anybody_seeks_it(world: &World) {
        world.operator("Ada").await;
        said(world, "Where is my parcel?").await;
        assert!(unread_entries(world).await > 0);
        world.desk().do_due_jobs().await.unwrap();
        assert_eq!(unread_entries(world).await, 0);
    }

    async fn words_are_found_whole_or_by_their_beginning_whatever_their_case_and_accents(world: &World) {
        let ada = world.operator("Ada").await;
        let (_, tea) = said(world, "Où est mon thé à l'Été?").await;
        let (_, grinder) = said(world, "The STEEL grinder, please; 東京").await;
        let table: [(&str, &[ConversationId]); 13] = [
            ("the", &[grinder, tea]),
            ("grind", &[grinder]),
            ("grind steel", &[grinder]),
            ("steel tea", &[]),
            ("ÉTÉ", &[tea]),
            ("ete", &[tea]),
            ("inder", &[]),
            ("e", &[]),
            ("l", &[tea]),
            ("京", &[grinder]),
            ("visitor", &[grinder, tea]),
            ("visitor steel", &[grinder]),
            ("…", &[]),
        ];
        for (sought, expected) in table {
            assert_eq!(finds(world, &ada, sought).await, expected, "{sought}");
        }
        assert_eq!(finds(world, &ada, "").await, [grinder, tea]);
        assert_eq!(finds(world, &ada, "  ").await, [grinder, tea]);
    }

    async fn the_newest_line_with_the_words_says_why_a_conversation_is_found(world: &World) {
        let ada = world.operator("Ada").await;
        let (visitor, id) = said(world, "My invoice is wrong").await;
        world.says(visitor, "The second invoice, I mean").await.unwrap();
        world.answers(&ada, id, "Let me look").await.unwrap();
        let page = page(world, &ada, &words("invoice"), None).await;
        let [only] = page.rows.as_slice() else { panic!("{page:?}") };
        let hit = only.hit.as_ref().unwrap();
        assert_eq!(hit.number, MessageNumber(3));
        let told: Vec<(&str, bool)> = hit
            .excerpt
            .iter()
            .map(|piece| (piece.text.as_str(), piece.is_hit))
            .collect();
        assert_eq!(told, [("The second ", false), ("invoice", true), (", I mean", false)]);
        assert_eq!(only.row, world.desk().inbox_row(&ada, id).await.unwrap());
        let hits = world.desk().hits(&ada, id, "invoice").await.unwrap();
        assert_eq!(hits, [MessageNumber(2), MessageNumber(3)]);
        // By the visitor's name every line is found, and none says it.
        assert_eq!(world.desk().hits(&ada, id, "visitor").await.unwrap(), []);
        assert_eq!(world.desk().hits(&ada, id, " ").await.unwrap(), []);
    }

    async fn words_that_were_changed_or_taken_back_find_nothing(world: &World) {
        let ada = world.operator("Ada").await;
        let (visitor, id) = said(world, "My card is 4111").await;
        assert_eq!(finds(world, &ada, "4111").await, [id]);
        edit(world, visitor, 2, "My card is secret").await;
        assert_eq!(finds(world, &ada, "4111").await, []);
        assert_eq!(finds(world, &ada, "secret").await, [id]);
        delete(world, visitor, 2).await;
        for sought in ["secret", "card", "visitor"] {
            assert_eq!(finds(world, &ada, sought).await, [], "{sought}");
        }
        world.says(visitor, "Sorry").await.unwrap();
        assert_eq!(finds(world, &ada, "visitor").await, [id]);
    }

    async fn notes_are_found_and_nothing_that_the_system_says(world: &World) {
        let ada = world.operator("Ada").await;
        let (_, id) = said(world, "Hello").await;
        let save = |known, text: &str| world.desk().save_note(&ada, id, known, text.to_owned());
        let saved = save(0, "Wants a refund").await.unwrap();
        let found_page = page(world, &ada, &words("refund"), None).await;
        assert_eq!(found_page.rows[0].hit.as_ref().unwrap().number, NOTE);
        assert_eq!(world.desk().hits(&ada, id, "refund").await.unwrap(), []);
        save(saved.version, "Wants a voucher").await.unwrap();
        assert_eq!(finds(world, &ada, "refund").await, []);
        assert_eq!(finds(world, &ada, "voucher").await, [id]);
        assert_eq!(finds(world, &ada, "joined").await, []);
    }

    async fn pages_neither_skip_nor_repeat_whatever_is_said_meanwhile(world: &World) {
        let ada = world.operator("Ada").await;
        let mut all = Vec::new();
        for number in 0..=limit::FOUND_PAGE {
            let token = new_token();
            let snapshot = world.start(token, start(&format!("tea {number}"))).await.unwrap();
            all.push(Visitor { token, conversation: snapshot.chat.conversation });
        }
        let wanted = words("tea");
        let first = page(world, &ada, &wanted, None).await;
        assert_eq!(first.rows.len(), limit::FOUND_PAGE);
        // The last one is said to again, and a new one begins.
        world.says(all[0], "more tea").await.unwrap();
        world.visitor("tea, tea").await;
        let second = page(world, &ada, &wanted, first.after).await;
        assert_eq!((second.rows.len(), second.after), (1, None));
        let mut seen = BTreeSet::new();
        for found in first.rows.iter().chain(&second.rows) {
            assert!(seen.insert(found.row.conversation.id));
        }
        assert_eq!(found(world, &ada, &wanted).await.len(), limit::FOUND_PAGE + 2);
        let by_activity = found(world, &ada, &Wanted::default()).await;
        assert_eq!(by_activity.len(), limit::FOUND_PAGE + 2);
        let wrong = world.desk().find(&ada, Wanted::default(), first.after).await;
        assert_eq!(refusal(wrong), Refusal::Malformed);
    }

    async fn nothing_that_is_typed_has_another_meaning_than_its_words(world: &World) {
        let ada = world.operator("Ada").await;
        let (_, id) = said(world, "alpha OR beta").await;
        let table: [(&str, &[ConversationId]); 10] = [
            ("alpha' OR 7=7 --", &[]),
            ("\"alpha\" beta*", &[id]),
            ("alpha AND gamma", &[]),
            ("NOT alpha", &[]),
            ("NEAR(alpha beta)", &[]),
            ("words:alpha", &[]),
            ("^alpha", &[id]),
            ("alpha & beta", &[id]),
            ("'alpha':* | !beta\\", &[id]),
            ("alpha <-> beta; drop table search_lines", &[]),
        ];
        for (sought, expected) in table {
            assert_eq!(finds(world, &ada, sought).await, expected, "{sought}");
        }
        let most = "a".repeat(limit::QUERY_CHARACTERS);
        assert_eq!(finds(world, &ada, &most).await, []);
        let many = "a1 ".repeat(limit::QUERY_CHARACTERS / 3);
        assert_eq!(finds(world, &ada, &many).await, []);
        let limit = limit::QUERY_CHARACTERS;
        for more in [limit + 1, 10_000] {
            let more = world.desk().find(&ada, words(&"a".repeat(more)), None).await;
            assert_eq!(fault(more), ("q".to_owned(), Fault::TooLong { limit }));
        }
    }

    async fn what_was_said_before_lines_could_be_found_is_found(world: &World) {
        let ada = world.operator("Ada").await;
        let (visitor, old) = said(world, "Old words").await;
        world.says(visitor, "and later ones").await.unwrap();
        delete(world, visitor, 2).await;
        let (_, other) = said(world, "Words of another").await;
        let noted = world.desk().save_note(&ada, other, 0, "Remember the milk".to_owned());
        noted.await.unwrap();
        let table = ["old", "later", "words", "milk", "visitor"];
        let mut before = Vec::new();
        for sought in table {
            before.push(finds(world, &ada, sought).await);
        }
        forget_the_words(world).await;
        let node = World::through(world, world.another_node().await);
        for (sought, expected) in table.iter().zip(before) {
            assert_eq!(finds(&node, &ada, sought).await, expected, "{sought}");
        }
        let (_, new) = said(&node, "New words").await;
        assert_eq!(finds(&node, &ada, "words").await, [new, other]);
        node.says(visitor, "Words again").await.unwrap();
        assert_eq!(finds(&node, &ada, "words").await, [old, new, other]);
    }

    async fn filters_combine_with_words_and_with_each_other(world: &World) {
        let ada = world.operator("Ada").await;
        let (first, one) = said(world, "tea one").await;
        let (_, two) = said(world, "tea two").await;
        let (_, three) = said(world, "coffee three").await;
        end(world, first).await;
        let help = FromConsole::SetStatus(console::SetStatus {
            conversation: two,
            client_id: new_client_id(),
            status: domain::conversation::Status::LookingForHelp,
        });
        world.desk().console_frame(&ada, help).await.unwrap();
        let tag = world.desk().make_tag(&ada, "Hot", None).await.unwrap().id;
        for id in [one, three] {
            world.desk().tag(&ada, id, tag).await.unwrap();
        }
        let with = |stand: Option<Stand>, is_tagged: bool, sought: &str| Wanted {
            stand,
            asked: domain::report::Asked {
                tag: is_tagged.then_some(domain::report::Which::Is(tag)),
                ..domain::report::Asked::default()
            },
            ..words(sought)
        };
        let help = Stand::Status(domain::conversation::Status::LookingForHelp);
        let table: [(Wanted, &[ConversationId]); 8] = [
            (with(None, true, ""), &[one, three]),
            (with(Some(Stand::Open), false, ""), &[two, three]),
            (with(Some(Stand::Ended), false, ""), &[one]),
            (with(Some(help), false, ""), &[two]),
            (with(Some(help), false, "coffee"), &[]),
            (with(Some(Stand::Open), false, "tea"), &[two]),
            (with(Some(Stand::Ended), true, "tea"), &[one]),
            (with(Some(Stand::Open), true, "tea"), &[]),
        ];
        for (wanted, expected) in table {
            let found: BTreeSet<_> = found(world, &ada, &wanted).await.into_iter().collect();
            assert_eq!(found, expected.iter().copied().collect(), "{wanted:?}");
        }
        let since = Wanted {
            asked: domain::report::Asked {
                operator: Some(domain::report::Which::Is(ada.id)),
                since: Some(Timestamp(world.clock.now().0 - SECOND_MS)),
                ..domain::report::Asked::default()
            },
            ..words("tea")
        };
        assert_eq!(found(world, &ada, &since).await, [two]);
    }

    async fn what_one_seeks_again_and_again_is_kept_for_oneself(world: &World) {
        let (ada, ben) = (world.user("Ada").await, world.user("Ben").await);
        let view = |name: &str| SavedView::of(&Filter::default(), name.to_owned());
        let views = |user: User| async move {
            let everybody = world.desk().users().await.unwrap();
            let user = everybody.into_iter().find(|known| known.id == user.id);
            user.unwrap().preferences.views
        };
        // Each node passes on what happened there, and tells the others by the bus.
        let desk = &world.nodes()[0];
        let mut signals = desk.signals();
        let kept = desk.save_views(&ada, vec![view(" Open "), view("Over")]).await.unwrap();
        assert_eq!(kept, [view("Open"), view("Over")]);
        assert_eq!(signals.recv().await.unwrap(), Signal::Kept(ada.id));
        assert_eq!(world.desk().kept(&ada).await.unwrap(), (kept.clone(), Vec::new()));
        assert_eq!(views(ada.clone()).await, kept);
        assert_eq!(views(ben.clone()).await, []);
        // Saving the preferences does not touch them.
        let ada = world.desk().users().await.unwrap().into_iter().find(|user| user.id == ada.id).unwrap();
        let without = domain::user::Preferences { views: Vec::new(), ..ada.preferences.clone() };
        world.desk().save_preferences(&ada, "Ada", without).await.unwrap();
        assert_eq!(views(ada.clone()).await, kept);
        let wrong = world.desk().save_views(&ada, vec![view("Open"), view("open")]).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        assert_eq!(views(ada.clone()).await, kept);
        world.desk().save_views(&ada, Vec::new()).await.unwrap();
        assert_eq!(views(ada).await, []);
    }
}
