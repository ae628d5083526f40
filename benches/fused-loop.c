/*
 * The fused loop of backtest-engine.ts in C, rule for rule: the floor of what the machine must do.
 * fused-loop FILE ROUNDS; FILE holds the count of bars as a double, then the opens, then the closes
 * in micros. Prints orders, the last equity, and the milliseconds of processor time of each round.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const double QUANTITY = 100;

typedef struct {
  long orders;
  double equity;
} Result;

static Result fused(const double *open, const double *close, long count, double *equity) {
  const double a_fast = 2.0 / 13, a_slow = 2.0 / 27;
  double fast = 0, slow = 0, cash = 1e14, lots = 0, peak = 1e14, drawdown = 0;
  int pending = 0, was_above = 0;
  long orders = 0;
  for (long i = 0; i < count; i++) {
    if (pending != 0) {
      double slip = open[i] * (1 + pending * 0.001);
      double price = (pending > 0 ? ceil(slip / 10000 - 1e-9) : floor(slip / 10000 + 1e-9)) * 10000;
      cash -= pending * QUANTITY * price + 1000000;
      lots += pending * QUANTITY;
      pending = 0;
      orders++;
    }
    double x = close[i] / 1e6;
    if (i < 12) fast += x / 12;
    else fast += a_fast * (x - fast);
    if (i < 26) slow += x / 26;
    else slow += a_slow * (x - slow);
    int is_above = fast > slow;
    if (i >= 26) {
      if (is_above && !was_above && lots == 0) pending = 1;
      else if (!is_above && was_above && lots > 0) pending = -1;
    }
    was_above = is_above;
    double value = cash + lots * close[i];
    equity[i] = value;
    if (value > peak) peak = value;
    else if (peak - value > drawdown) drawdown = peak - value;
  }
  equity[0] += drawdown * 0; /* keeps the drawdown from being optimised away */
  return (Result){orders, equity[count - 1]};
}

int main(int argc, char **argv) {
  FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
  double head;
  if (file == NULL || fread(&head, sizeof head, 1, file) != 1) return 2;
  long count = (long)head;
  double *columns = malloc(sizeof(double) * 2 * (size_t)count);
  double *equity = malloc(sizeof(double) * (size_t)count);
  if (columns == NULL || equity == NULL) return 2;
  if (fread(columns, sizeof(double), 2 * (size_t)count, file) != 2 * (size_t)count) return 2;
  fclose(file);
  Result result = {0, 0};
  for (int round = 0; round < atoi(argv[2]); round++) {
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    result = fused(columns, columns + count, count, equity);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    printf("%.4f\n", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6);
  }
  printf("%ld %.0f\n", result.orders, result.equity);
  return 0;
}
