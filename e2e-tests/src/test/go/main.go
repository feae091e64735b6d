// The franz-go client program of the end-to-end tests; ../README.md says how it is called.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/plain"
)

const block = 500

var codecs = []kgo.CompressionCodec{
	kgo.NoCompression(), kgo.GzipCompression(), kgo.SnappyCompression(), kgo.Lz4Compression(), kgo.ZstdCompression(),
}

func main() {
	var err error
	switch {
	case len(os.Args) == 5 && os.Args[1] == "produce":
		err = produce(os.Args[2], number(os.Args[3]), number(os.Args[4]))
	case len(os.Args) == 4 && os.Args[1] == "consume":
		err = consume(os.Args[2], os.Args[3])
	default:
		err = fmt.Errorf("usage: produce TOPIC FROM TO | consume TOPIC GROUP")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return n
}

func client(more ...kgo.Opt) (*kgo.Client, error) {
	options := []kgo.Opt{kgo.SeedBrokers(strings.Split(os.Getenv("NARU_BOOTSTRAP"), ",")...)}
	if os.Getenv("NARU_SECURITY") != "PLAINTEXT" {
		login := plain.Auth{User: os.Getenv("NARU_USERNAME"), Pass: os.Getenv("NARU_PASSWORD")}
		options = append(options, kgo.SASL(login.AsMechanism()))
	}
	return kgo.NewClient(append(options, more...)...)
}

func produce(topic string, first, end int) error {
	producers := make([]*kgo.Client, len(codecs))
	for from := first; from < end; {
		to := min(end, (from/block+1)*block)
		turn := from / block % len(codecs)
		if producers[turn] == nil {
			made, err := client(kgo.ProducerBatchCompression(codecs[turn]), kgo.DefaultProduceTopic(topic))
			if err != nil {
				return err
			}
			defer made.Close()
			producers[turn] = made
		}
		batch := make([]*kgo.Record, 0, to-from)
		for n := from; n < to; n++ {
			size := n * 7919 % 1000
			if n%500 == 0 {
				size = 50_000
			}
			batch = append(batch, &kgo.Record{
				Key:   []byte(fmt.Sprintf("k%d", n%97)),
				Value: []byte(fmt.Sprintf("%09d:", n) + strings.Repeat("x", size)),
			})
		}
		if err := producers[turn].ProduceSync(context.Background(), batch...).FirstErr(); err != nil {
			return err
		}
		from = to
	}
	return nil
}

func consume(topic, group string) error {
	consumer, err := client(
		kgo.ConsumeTopics(topic),
		kgo.ConsumerGroup(group),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.DisableAutoCommit(),
		kgo.BlockRebalanceOnPoll(),
	)
	if err != nil {
		return err
	}
	stop, stopNow := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stopNow()
	}()
	out := bufio.NewWriter(os.Stdout)
	for stop.Err() == nil {
		fetches := consumer.PollRecords(stop, 500)
		if stop.Err() != nil {
			break
		}
		if errs := fetches.Errors(); len(errs) > 0 {
			return errs[0].Err
		}
		fetches.EachRecord(func(r *kgo.Record) {
			n, _ := strconv.Atoi(string(r.Value[:9]))
			fmt.Fprintf(out, "R %d %d %s %d %d\n", r.Partition, r.Offset, r.Key, n, len(r.Value))
		})
		if err := out.Flush(); err != nil {
			return err
		}
		if err := consumer.CommitUncommittedOffsets(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, "# commit refused:", err)
		}
		consumer.AllowRebalance()
	}
	consumer.AllowRebalance()
	consumer.Close()
	return nil
}
