//! Many write at once, on one node and on several.

use crate::stories;
use crate::world::{Visitor, World, new_client_id};
use domain::wire::visitor::{FromVisitor, Say, Seen};
use server::desk::Desk;

async fn say_many(desk: Desk, visitor: Visitor, writer: usize) {
    for number in 0..25 {
        let say = Say {
            conversation: visitor.conversation,
            client_id: new_client_id(),
            text: format!("{writer} {number}"),
            choice: None,
        };
        desk.visitor_frame(visitor.token, FromVisitor::Say(say))
            .await
            .unwrap();
    }
}

stories! {
    async fn many_writers_leave_no_gap_and_keep_each_ones_order(world: &World) {
        let ada = world.operator("Ada").await;
        let visitors = [world.visitor("one").await, world.visitor("two").await];
        let nodes = [world.desk().clone(), world.another_node().await];
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..8 {
            writers.spawn(say_many(nodes[writer % 2].clone(), visitors[writer / 4], writer));
        }
        writers.join_all().await;
        world.assert_journal_is_whole().await;
        for (place, visitor) in visitors.into_iter().enumerate() {
            let conversation = world.conversation_of(visitor).await;
            let mut chat = world.desk().thread(&ada, conversation).await.unwrap();
            while chat.has_older {
                let before = chat.first_number().unwrap();
                chat.prepend(world.desk().thread_older(&ada, conversation, before).await.unwrap());
            }
            let texts: Vec<&str> = chat.messages.iter().filter_map(|message| message.body.text()).collect();
            assert_eq!(texts.len(), 101);
            for writer in place * 4..place * 4 + 4 {
                let own: Vec<&&str> = texts.iter().filter(|text| text.starts_with(&format!("{writer} "))).collect();
                let expected: Vec<String> = (0..25).map(|number| format!("{writer} {number}")).collect();
                assert_eq!(own, expected.iter().collect::<Vec<_>>());
            }
        }
    }

    async fn nodes_that_take_turns_see_each_others_changes(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let conversation = world.conversation_of(visitor).await;
        let other = World::through(world, world.another_node().await);
        for number in 0..5 {
            world.says(visitor, &format!("here {number}")).await.unwrap();
            other.answers(&ada, conversation, &format!("there {number}")).await.unwrap();
        }
        let row = world.desk().inbox_row(&ada, conversation).await.unwrap();
        assert_eq!(row.conversation.last_number.0, 12);
        assert_eq!(row.conversation.operators_seen.0, 12);
        world.assert_journal_is_whole().await;
    }

    async fn what_was_seen_by_way_of_one_node_is_not_taken_back_by_another(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let conversation = world.conversation_of(visitor).await;
        let here = world.on_one_node();
        let there = World::through(world, world.another_node().await);
        for round in 0..3 {
            // Both remember the conversation; what was seen here stands in no journal that the other could read.
            there.answers(&ada, conversation, "answer").await.unwrap();
            here.says(visitor, "question").await.unwrap();
            there.answers(&ada, conversation, "another").await.unwrap();
            let number = here.desk().inbox_row(&ada, conversation).await.unwrap().conversation.last_number;
            let seen = Seen { conversation: visitor.conversation, number };
            here.desk().visitor_frame(visitor.token, FromVisitor::Seen(seen)).await.unwrap();
            there.answers(&ada, conversation, "and another").await.unwrap();
            let row = world.desk().inbox_row(&ada, conversation).await.unwrap();
            assert_eq!(row.conversation.visitor_seen, number, "{round}");
        }
        world.assert_journal_is_whole().await;
    }
}
